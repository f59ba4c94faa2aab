"""Will take in packets from many partnerships: which improve which outcomes, for whom, when and where."""
