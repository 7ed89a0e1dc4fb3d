"""What earlier plans held becomes nodes of the spine; keys stay, so that addresses and ledger entries still lead to them."""

from django.db import migrations


def carry_over(apps, schema_editor):
    def model(name):
        return apps.get_model("plans", name)

    nodes, uses = model("Node"), model("IndicatorUse")
    for pillar in model("Pillar").objects.order_by("plan", "order", "pk"):
        taken = nodes.objects.filter(plan=pillar.plan, parent=None).count()
        order = max(pillar.order, 1)
        if nodes.objects.filter(plan=pillar.plan, path=f"{order:03}").exists():
            order = taken + 100
        top = nodes.objects.create(
            id=pillar.pk, plan=pillar.plan, kind="pillar", order=order, path=f"{order:03}", code=str(pillar.order),
            title_km=pillar.title_km, title_en=pillar.title_en,
        )
        for number, measure in enumerate(pillar.measures.order_by("code", "pk"), 1):
            last = measure.notes.filter(state="done").order_by("-on").first()
            nodes.objects.create(
                id=measure.pk, plan=pillar.plan, parent=top, kind="measure", order=number, path=f"{top.path}.{number:03}",
                code=measure.code, title_km=measure.title_km, title_en=measure.title_en,
                lead_agency=measure.lead_agency, starts_on=measure.starts_on, due_on=measure.due_on,
                state=measure.state, version=measure.version,
                done_on=(last.on if last else measure.due_on) if measure.state == "done" else None,
            )
    for note in model("ProgressNote").objects.all():
        note.node_id = note.measure_id
        note.save(update_fields=["node"])
    for old in model("OldTarget").objects.order_by("year"):
        use, _ = uses.objects.get_or_create(
            node_id=old.measure_id, indicator=old.indicator, defaults={"baseline": old.baseline}
        )
        model("Target").objects.create(use=use, period=str(old.year), value=old.value)


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_spine")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True)]
