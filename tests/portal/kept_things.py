"""One of each thing that a park's operator keeps, in a park of choice: how the addresses begin with it."""

from django.core.files.base import ContentFile

from luodi.sites.site import Site
from luodi_portal.inventory.keep import keep_sites
from luodi_portal.inventory.models import Attachment, Import, Park, Space


def kept_in(park: str) -> dict[str, str]:
    """Make a site in a building, an import and a picture in the park."""
    keep_sites([Site(id=f"{park}-site", name="厂房（虚构）", park=park, building="1号楼")])
    row = Park.objects.get(pk=park)
    imported = Import.objects.create(park=row, name="a.csv")
    imported.file.save("a.csv", ContentFile("编号,名称\na,甲\n".encode()))
    picture = Attachment(park=row, is_photo=False, name="a.pdf", size=1)
    picture.file.save("a.pdf", ContentFile(b"%PDF-"))
    return {
        "/inventory/parks/{key}/": f"/inventory/parks/{park}/",
        "/inventory/sites/{key}/": f"/inventory/sites/{park}-site/",
        "/inventory/spaces/{pk}/": f"/inventory/spaces/{Space.objects.get(park=row).pk}/",
        "/inventory/import/{pk}/": f"/inventory/import/{imported.pk}/",
        "/inventory/files/{pk}/": f"/inventory/files/{picture.pk}/",
    }
