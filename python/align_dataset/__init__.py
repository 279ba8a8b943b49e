"""Reads the datasets of aligned faces that align-dataset writes, and draws batches of them.

`align_dataset.torch` has what PyTorch needs, and is imported on its own.
"""

from .dataset import Dataset
from .errors import DamagedDatasetError, DatasetError, MissingDatasetError, NewerDatasetError
from .identities import Identity, Rows
from .pairs import anchor_positive_pairs, triplets
from .sampler import PeopleBatchSampler

__version__ = "0.1.0"

__all__ = [
    "DamagedDatasetError",
    "Dataset",
    "DatasetError",
    "Identity",
    "MissingDatasetError",
    "NewerDatasetError",
    "PeopleBatchSampler",
    "Rows",
    "__version__",
    "anchor_positive_pairs",
    "triplets",
]
