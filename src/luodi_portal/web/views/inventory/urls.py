"""The addresses of those who keep spaces, offers and terms."""

from django.urls import path

from luodi_portal.web.views.inventory import (
    files,
    offers,
    operators,
    park_data,
    parks,
    posts,
    spaces,
    terms,
    uploads,
)

urlpatterns = [
    path("", parks.my_parks, name="my-parks"),
    path("template/", uploads.template, name="template"),
    path("export.<slug:suffix>", uploads.export, name="export"),
    path("import/", uploads.upload_anywhere, name="upload-anywhere"),
    path("import/<int:pk>/", uploads.preview, name="import"),
    path("import/<int:pk>/apply/", uploads.apply_import, name="import-apply"),
    path("import/<int:pk>/undo/", uploads.undo_import, name="import-undo"),
    path("files/<int:pk>/remove/", files.remove_attachment, name="file-remove"),
    path("spaces/<int:pk>/", spaces.edit_space, name="space"),
    path("spaces/<int:pk>/remove/", spaces.remove_space, name="space-remove"),
    path("spaces/<int:pk>/indicators/", spaces.edit_indicators, name="indicators"),
    path("spaces/<int:pk>/attach/", files.attach_to_space, name="space-attach"),
    path("sites/<path:key>/edit/", offers.edit, name="site-edit"),
    path("sites/<path:key>/status/", offers.set_status, name="site-status"),
    path("sites/<path:key>/verify/", offers.verify_now, name="site-verify"),
    path("sites/<path:key>/attach/", files.attach_to_site, name="site-attach"),
    path("posts/", posts.make_offers, name="make-offers"),
    path("parks/add/", park_data.add_park, name="park-add"),
    path("parks/<path:key>/data/", park_data.edit_park, name="park-data"),
    path("parks/<path:key>/import/", uploads.upload, name="upload"),
    path("parks/<path:key>/terms/", terms.edit_terms, name="terms"),
    path("parks/<path:key>/terms/revert/", terms.revert_terms, name="terms-revert"),
    path("parks/<path:key>/spaces/add/", spaces.add_space, name="space-add"),
    path("parks/<path:key>/sites/add/", offers.add, name="site-add"),
    path("parks/<path:key>/verify/", offers.verify_all, name="verify-all"),
    path("parks/<path:key>/operators/add/", operators.add_operator, name="operator-add"),
    path("parks/<path:key>/operators/<int:pk>/remove/", operators.remove_operator, name="operator-remove"),
    path("parks/<path:key>/attach/", files.attach_to_park, name="park-attach"),
    path("parks/<path:key>/", parks.my_park, name="my-park"),
]
