"""Questions and answers: names and things, parameters, who held what on a day, citations, output."""
