"""Reports: how things are said (wording), drawn (charts), and a folder a report: its content and its template."""
