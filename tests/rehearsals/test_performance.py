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


def test_a_story_has_its_section_with_what_each_part_cost_its_players(tmp_path):
    paper = tmp_path / "performance.md"
    part = {"requests": 306, "seconds": 46.2, "web_ms": 3.0, "players_ms": 0.25}
    figures = {"seconds": 512.3, "requests": 1661, "ok": True, "parts": {"入场": part}}
    told = performance.of_story(figures)
    performance.note(
        paper, "Story: fairs", "bin/gonghui story fairs", "Method.", told, performance.parts({"入场": part})
    )
    text = paper.read_text()
    assert "| `story_seconds` | 512.3 | 600 at scale 1 |" in text
    assert "| 入场 | 306 | 46.2 | 3.0 | 0.25 |" in text
    assert performance.parts({}) == ""


def test_the_machine_is_told_without_its_name(monkeypatch):
    told = performance.machine()
    assert "cores" in told
    assert "PostgreSQL" in told
    assert performance.platform.node() not in told
