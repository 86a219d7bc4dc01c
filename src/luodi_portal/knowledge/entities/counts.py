"""How much is said of an entity: counted from the indexes for each row that is looked at, not for all rows joined and grouped."""

from typing import Any

from django.db.models import Func, IntegerField, OuterRef, Subquery

from luodi_portal.knowledge.models import Fact


def facts_of_group(**conditions: Any) -> Subquery:
    """Count the facts that speak of an entity, or of what is joined with it, as far as they meet the conditions."""
    said = Fact.objects.filter(subject_entity__root=OuterRef("pk"), **conditions).order_by()
    # `Count` would group its single group; the column is in the index that finds the facts, their key is not.
    counted = Func("subject_entity", function="COUNT", output_field=IntegerField())
    return Subquery(said.annotate(n=counted).values("n"))
