"""The paper of figures is written by the benchmarks: each has its section, a new run takes the old one's place."""

from gonghui.rehearsals.bench import performance


def test_each_benchmark_has_its_section_and_a_new_run_takes_its_place(tmp_path):
    paper = tmp_path / "performance.md"
    performance.note(paper, "Rush", "bin/gonghui bench rush", "Method.", {"hot_ratio": 1.5, "lost": 0})
    performance.note(paper, "Crashes", "bin/gonghui bench crash", "Method.", {"kills": 50, "lost": 0})
    performance.note(paper, "Rush", "bin/gonghui bench rush", "Method.", {"hot_ratio": 2.5, "growth_ratio": None})
    text = paper.read_text()
    assert text.startswith(performance.HEAD)
    assert text.count("## Rush") == text.count("## Crashes") == 1
    assert "| `hot_ratio` | 2.5 | at least 2.0 |" in text
    assert "| `growth_ratio` | not measured |" in text
    assert "1.5" not in text


def test_the_machine_is_told_without_its_name(monkeypatch):
    told = performance.machine()
    assert "cores" in told
    assert "PostgreSQL" in told
    assert performance.platform.node() not in told
