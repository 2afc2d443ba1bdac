"""A person's comments and likes, below /mon-espace/actualites/."""

from django.urls import path

from tenant_apps.publications.site import space

app_name = "space-publications"
urlpatterns = [
    path("<row:publication_id>/", space.reactions, name="reactions"),
    path("<row:publication_id>/commenter/", space.comment, name="comment"),
    path("<row:publication_id>/aimer/", space.like, name="like"),
    path("<row:publication_id>/commentaires/<row:comment_id>/supprimer/", space.delete, name="delete"),
]
