"""A person's comments and likes, below /mon-espace/actualites/."""

from django.urls import re_path

from tenant_apps.publications.site import space

app_name = "space-publications"
ONE = r"^(?P<publication_id>[0-9]{1,18})/"
urlpatterns = [
    re_path(ONE + r"$", space.reactions, name="reactions"),
    re_path(ONE + r"commenter/$", space.comment, name="comment"),
    re_path(ONE + r"aimer/$", space.like, name="like"),
    re_path(ONE + r"commentaires/(?P<comment_id>[0-9]{1,18})/supprimer/$", space.delete, name="delete"),
]
