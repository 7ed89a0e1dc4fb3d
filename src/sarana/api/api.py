from ninja import NinjaAPI

api = NinjaAPI(title="Sarana", version="1", urls_namespace="api")
