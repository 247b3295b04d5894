"""What of an article may appear in its languages: pure functions over values, no files.

`policy` says what appears of one entry, `page` what that means for a whole article, `links` which
files an address can mean.
"""

from __future__ import annotations

from translate.publish.page import Key, Lack, Page, Part, page
from translate.publish.policy import Choice, Policy, choose

__all__ = ["Choice", "Key", "Lack", "Page", "Part", "Policy", "choose", "page"]
