"""The questions of a whole list: what one answer could change comes first, and status crowds nothing out."""

from luodi.matching.reference import match_sites
from luodi.matching.requirement import Requirement
from luodi.sites.admission import Admission, Term
from luodi.sites.park import Park
from luodi.sites.site import Site


def asked(wanted, sites, parks=()):
    return [question.field for question in match_sites(wanted, sites, parks).questions]


def test_status_unknown_everywhere_comes_after_what_else_could_rule_out():
    sites = [
        Site(id=str(n), rent_cny_m2_month=10, clear_height_m=None if n else 9, title_deed=True)
        for n in range(3)
    ]
    assert asked(Requirement(clear_height_min_m=8, rent_max_cny_m2_month=20), sites)[:2] == [
        "clear_height_m",
        "status",
    ]


def test_one_answer_of_the_firm_settles_all_sites():
    park = Park(id="p", name="园", admission=Admission(rule=Term("tax_cny_year", at_least=1e6)))
    sites = [
        Site(id=str(n), park="p", status="available", rent_cny_m2_month=10, title_deed=True) for n in range(3)
    ]
    wanted = Requirement(clear_height_min_m=8, rent_max_cny_m2_month=20)
    assert asked(wanted, sites, [park])[:2] == ["tax_cny_year", "clear_height_m"]
