"""Words as the networks see them: spelling, hints of name lists, and a state of each in its sentence."""
