"""Files of a folder, read and judged by DuckDB."""
