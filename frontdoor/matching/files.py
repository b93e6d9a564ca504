"""People in files, as columns: read from CSV and put into standard form, each different value once."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv as csv

from .standard import COLUMNS, PARTS, Standard

ID, EVENT = "rec_id", "event_id"


class BadFile(ValueError):
    """A file that cannot be linked, in a sentence for whoever made it."""


def read(file: Path) -> pa.Table:
    """`unique_id`, `event_id` (its own where the file has none) and the standard columns; null where nothing is known."""
    try:
        given = csv.read_csv(file, convert_options=csv.ConvertOptions(column_types=dict.fromkeys((ID, EVENT, *PARTS), pa.string()), strings_can_be_null=False))
    except (pa.ArrowInvalid, pa.ArrowKeyError, FileNotFoundError, IsADirectoryError) as wrong:
        raise BadFile(f"{file} cannot be read as CSV: {str(wrong).splitlines()[0]}") from wrong
    if ID not in given.column_names:
        raise BadFile(f"{file} has no column {ID}. Its columns: {', '.join(given.column_names)}.")
    ids = given[ID].combine_chunks()
    if len(ids.unique()) != len(ids) or not all(ids.to_pylist()):
        raise BadFile(f"{file}: every row needs a {ID} of its own.")
    return _standard(given, ids)


def _standard(given: pa.Table, ids: pa.Array) -> pa.Table:
    """Each different value of a field is read once; a row then points at what was read."""
    read_as, at = {}, {}
    for name, reader in PARTS.items():
        column = given[name].combine_chunks().dictionary_encode() if name in given.column_names else pa.repeat("", len(ids)).dictionary_encode()
        read_as[name], at[name] = [reader(value or "") for value in column.dictionary.to_pylist()], column.indices
    made = {name: [] for name in COLUMNS}
    for name, columns in OF.items():
        for place, column in enumerate(columns):
            values = pa.array([read[place] or None for read in read_as[name]], pa.string())
            made[column] = values.take(at[name])
    made["middle_a"], made["middle_b"] = _middles(read_as, at)
    made |= {"initials": _initials(made), "unique_id": ids, "event_id": given[EVENT].combine_chunks() if EVENT in given.column_names else ids}
    return pa.table(made)


# The columns each field becomes, in the order its reader gives them; the middle names are made of two fields.
OF = {
    "first_name": ("first", "root_a", "root_b", "sound_first"), "surname": ("surname", "part_a", "part_b", "sound_surname"), "prev_surname": ("prev_surname",),
    "dob": ("dob", "dob_other"), "sex": ("sex",), "postcode": ("postcode", "district"), "address": ("door",), "prev_postcode": ("prev_postcode",), "nhs_number": ("nhs",),
}


def _middles(read_as: dict, at: dict) -> tuple[pa.Array, pa.Array]:
    with_first, middles = ([read_as[name][place] for place in at[name].to_pylist()] for name in ("first_name", "middle_name"))
    both = [(*first[4:], *more, "", "")[:2] if len(first) > 4 or more else ("", "") for first, more in zip(with_first, middles, strict=True)]
    return tuple(pa.array([each[place] or None for each in both], pa.string()) for place in (0, 1))


def _initials(made: dict) -> pa.Array:
    both = zip(made["first"].to_pylist(), made["surname"].to_pylist(), strict=True)
    return pa.array([((first or "")[:1] + (family or "")[:1]) or None for first, family in both], pa.string())


def rows(table: pa.Table) -> list[Standard]:
    """The same as one `Standard` a row, for the people who came near each other."""
    columns = [[value or "" for value in table[name].to_pylist()] for name in COLUMNS]
    return [Standard(*each) for each in zip(*columns, strict=True)] if len(table) else []


