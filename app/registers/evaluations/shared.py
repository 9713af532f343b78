"""What the slices of evaluations ask of the program."""
