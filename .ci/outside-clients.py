"""Compares what pandas and DuckDB read from views with what SQLite does: outside-clients.py FILE VIEW..."""
import glob
import os
import sqlite3
import sys

import duckdb
import duckdb_extension_sqlite_scanner
import pandas

path, views = sys.argv[1], sys.argv[2:]
client = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
folder = os.path.dirname(duckdb_extension_sqlite_scanner.__file__)
extension = glob.glob(f"{folder}/**/*.duckdb_extension", recursive=True)[0]
duck = duckdb.connect(config={"allow_unsigned_extensions": "true"})
duck.execute(f"LOAD '{extension}'")
duck.execute(f"ATTACH '{path}' AS corpus (TYPE sqlite, READ_ONLY)")


def plain(rows):
    """Rows in an order of their own, with truth values and missing numbers as SQLite has them."""
    def value(cell):
        if isinstance(cell, bool):
            return int(cell)
        if isinstance(cell, bytearray):
            return bytes(cell)
        return None if cell is pandas.NA or cell != cell else cell
    return sorted((tuple(map(value, row)) for row in rows), key=repr)


for view in views:
    expected = plain(client.execute(f"SELECT * FROM {view}").fetchall())
    found = plain(duck.execute(f"SELECT * FROM corpus.{view}").fetchall())
    assert found == expected, f"DuckDB reads {view} otherwise"
    frame = pandas.read_sql(f"SELECT * FROM {view}", client, dtype=object)
    assert plain(frame.itertuples(index=False, name=None)) == expected, f"pandas reads {view} otherwise"

topics = pandas.DataFrame({"article": [99], "field": ["topic"], "ordinal": [0], "value": ["x"]})
writing = sqlite3.connect(path)
try:
    topics.to_sql("metadata", writing, if_exists="append", index=False)
    sys.exit("pandas appended a value of an article that isn't there")
except (sqlite3.IntegrityError, pandas.errors.DatabaseError):
    pass
print(f"DuckDB {duckdb.__version__}, pandas {pandas.__version__}")
