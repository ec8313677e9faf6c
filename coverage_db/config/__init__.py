"""Config: reads coverage.toml, checks it, and says all that is wrong with it at once, one line each."""

from .load import find_config, load_config, read_config
from .model import Catalogue, Config, CrawlKeys, General, OutletKeys, Period

__all__ = [
    "Catalogue",
    "Config",
    "CrawlKeys",
    "General",
    "OutletKeys",
    "Period",
    "find_config",
    "load_config",
    "read_config",
]
