"""The addresses of intake and jobs."""

from django.urls import path

from luodi_portal.intake.views import batches, feeds, jobs, reread, take_in

urlpatterns = [
    path("", take_in.take_in, name="take-in"),
    path("batches/", batches.batch_list, name="batches"),
    path("batches/<int:pk>/", batches.batch_page, name="batch"),
    path("batches/<int:pk>/take/", batches.take, name="batch-take"),
    path("reread/", reread.reread, name="reread"),
    path("feeds/", feeds.feed_list, name="feeds"),
    path("feeds/<int:pk>/read/", feeds.read, name="feed-read"),
    path("feeds/<int:pk>/change/", feeds.change, name="feed-change"),
    path("feeds/<int:pk>/delete/", feeds.delete, name="feed-delete"),
    path("jobs/", jobs.job_list, name="jobs"),
    path("jobs/<int:pk>/", jobs.job_page, name="job"),
    path("jobs/<int:pk>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<int:pk>/again/", jobs.again, name="job-again"),
]
