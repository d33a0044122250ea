"""The addresses of founding: for workers and officers."""

from django.urls import path

from . import console, member

member_urls = (
    [
        path("", member.home, name="home"),
        path("ask/", member.ask, name="ask"),
        path("pleas/<uuid:pk>/", member.plea, name="plea"),
        path("pleas/<uuid:pk>/withdrawal/", member.withdraw, name="withdraw"),
        path("judging/", member.judge, name="judge"),
        path("judging/<uuid:held>/", member.rate, name="rate"),
    ],
    "founding",
)

console_urls = (
    [
        path("cases/", console.cases, name="cases"),
        path("cases/new/", console.new, name="new"),
        path("cases/<uuid:pk>/", console.case, name="case"),
        path("cases/<uuid:pk>/employers/", console.employer, name="employer"),
        path("cases/<uuid:pk>/employers/<uuid:entry>/removal/", console.drop, name="drop"),
        path("cases/<uuid:pk>/employers/all/", console.add_all, name="add-all"),
        path("cases/<uuid:pk>/homecoming/", console.bring_home, name="bring-home"),
        path("cases/<uuid:pk>/steps/<uuid:step>/plan/", console.plan, name="plan"),
        path("cases/<uuid:pk>/steps/<uuid:step>/", console.step, name="step"),
        path("cases/<uuid:pk>/undo/", console.undo, name="undo"),
        path("cases/<uuid:pk>/ballots/", console.ballots, name="ballots"),
        path("cases/<uuid:pk>/candidates/", console.candidate, name="candidate"),
        path("cases/<uuid:pk>/candidates/<uuid:candidate>/removal/", console.strike, name="strike"),
        path("cases/<uuid:pk>/election/", console.close_election, name="close-election"),
        path("cases/<uuid:pk>/approval/", console.approve, name="approve"),
        path("cases/<uuid:pk>/certificate/", console.register, name="register"),
        path("cases/<uuid:pk>/stop/", console.stop, name="stop"),
        path("cases/<uuid:pk>/papers/", console.attach, name="attach"),
        path("cases/<uuid:pk>/papers/<uuid:paper>/", console.paper, name="paper"),
        path("cases/<uuid:pk>/papers/<uuid:paper>/removal/", console.detach, name="detach"),
        path("cases/<uuid:pk>/document/", console.document, name="document"),
        path("employers/", console.employers, name="employers"),
        path("employers/ready/", console.ready, name="ready"),
        path("employers/new/", console.employer_new, name="employer-new"),
        path("employers/import/", console.bring, name="employers-import"),
        path("unions/", console.unions, name="unions"),
        path("unions/<uuid:pk>/", console.union, name="union"),
        path("unions/<uuid:pk>/term/", console.term, name="term"),
        path("unions/<uuid:pk>/certificate/", console.certify, name="certify"),
        path("unions/<uuid:pk>/changes/", console.change, name="change"),
        path("unions/<uuid:pk>/changes/<uuid:change>/filing/", console.filed, name="filed"),
        path("unions/<uuid:pk>/reelection/", console.reelect, name="reelect"),
        path("rounds/", console.rounds, name="rounds"),
        path("rounds/new/", console.round_new, name="round-new"),
        path("rounds/<uuid:pk>/", console.one, name="round"),
        path("rounds/<uuid:pk>/pledges/", console.pledge, name="pledge"),
        path("rounds/<uuid:pk>/pledges/<uuid:pledge>/", console.kept, name="kept"),
        path("pleas/", console.pleas, name="pleas"),
        path("pleas/<uuid:pk>/", console.plea, name="plea"),
        path("pleas/<uuid:pk>/answer/", console.answer, name="answer"),
    ],
    "founding-console",
)
