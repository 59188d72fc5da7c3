"""The trained reader: proposes relations of two things in a sentence from how it is worded."""
