from exports.models.column_sets import ColumnSet
from exports.models.exports import Export

__all__ = ["ColumnSet", "Export"]
