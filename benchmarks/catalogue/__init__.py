"""The ecosystem run: every file of the published catalogue through everything that we promise.

    file → lint → generate → compile, ruff, mypy, pyright → start → each tool and route called
    against the checking stub → stopped

``python -m benchmarks.catalogue --help`` says how to run it; `docs/catalogue.md` is what the last
full run found.
"""
