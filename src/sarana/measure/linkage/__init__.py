"""Linkage of more records than one process should hold: Splink on DuckDB and on Spark, with the model of science/linkage."""
