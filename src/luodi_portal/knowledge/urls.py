"""The addresses of entities, reviews, regions and platforms."""

from django.urls import path

from luodi_portal.knowledge.views import entities, missed, pairs, regions, review

urlpatterns = [
    path("entities/", entities.entity_list, name="entities"),
    path("entities/<int:pk>/", entities.entity_page, name="entity"),
    path("entities/<int:pk>/pick/", entities.pick, name="entity-pick"),
    path("entities/<int:pk>/take-out/", entities.take_out, name="entity-take-out"),
    path("entities/<int:pk>/split/", entities.split_off, name="entity-split"),
    path("entities/<int:pk>/unsplit/", entities.unsplit, name="entity-unsplit"),
    path("pairs/", pairs.pair_next, name="pairs"),
    path("pairs/log/", pairs.pair_log, name="pair-log"),
    path("pairs/undo/", pairs.pair_undo, name="pair-undo"),
    path("pairs/<int:pk>/", pairs.pair_decide, name="pair"),
    path("review/", review.review_next, name="review"),
    path("review/undo/", review.review_undo, name="review-undo"),
    path("review/gold/", review.export_gold, name="gold"),
    path("review/add/<slug:slug>/", missed.add_fact, name="add-fact"),
    path("review/<slug:key>/", review.review_fact, name="review-fact"),
    path("regions/", regions.region_board, name="regions"),
    path("platforms/", regions.platform_list, name="platforms"),
]
