"""`python -m naftiko_gen` is the command `naftiko-gen`."""

from naftiko_gen.cli import main

main()
