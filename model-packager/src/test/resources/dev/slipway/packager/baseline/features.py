"""Writes features.csv and the same rows as Parquet files, compressed as the usual tools do it. Needs pyarrow 21.0.0."""

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as parquet

rows = 3000
table = pa.table(
    {
        "ratio": pa.array([None if i % 7 == 0 else ((i * 7919) % 10007) / 64 for i in range(rows)], pa.float64()),
        "weight": pa.array([((i * 104729) % 1009) / 8 for i in range(rows)], pa.float32()),
        "year": pa.array([1990 + i % 30 for i in range(rows)], pa.int64()),
        "size": pa.array([(i * i) % 997 for i in range(rows)], pa.int32()),
        "colour": pa.array([None if i % 100 == 3 else ("red", "green", "blue")[i % 3] for i in range(rows)], pa.string()),
        "member": pa.array([i % 2 == 0 for i in range(rows)], pa.bool_()),
    }
)
csv.write_csv(table, "features.csv", csv.WriteOptions(quoting_style="none"))
for compression in ("none", "snappy", "zstd", "gzip"):
    parquet.write_table(table, f"features-{compression}.parquet", compression=compression, row_group_size=1000)
