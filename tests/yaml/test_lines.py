"""Data written as lines of YAML."""

from __future__ import annotations

import pytest
import yaml

from coplan.yaml.lines import inline_text


@pytest.mark.parametrize("typed", ["Will it?", "a? b", "?", "x ?", "a:", "#", "a, b", "]"])
@pytest.mark.parametrize("loader", [yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)])
def test_what_stands_in_brackets_is_read_alike_with_and_without_the_c_extension(typed, loader):
    text = inline_text([{typed: typed}, typed])
    assert yaml.load(text, Loader=loader) == [{typed: typed}, typed]
