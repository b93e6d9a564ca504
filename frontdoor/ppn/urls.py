from . import urls_passing

urlpatterns = [*urls_passing.urlpatterns]
