def test_smoke(lin, chen, su, zhao, wu, qian, sun, yangquan):
    assert lin.memberships.get().union.path == "SX.TY.TY-JY."
