"""Addresses of the plan."""

from django.urls import path

from sarana.web.views import plan_board, plan_deeds, plan_forms, plan_node, plan_versions, plans

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plan_forms.new_plan, name="plan-new"),
    path("plans/<uuid:key>/", plans.plan, name="plan"),
    path("plans/<uuid:key>/board/", plan_board.board, name="plan-board"),
    path("plans/<uuid:key>/time/", plan_board.time_line, name="plan-time"),
    path("plans/<uuid:key>/map/", plan_board.by_province, name="plan-map"),
    path("plans/<uuid:key>/plan.xlsx", plan_board.workbook, name="plan-xlsx"),
    path("plans/<uuid:key>/iati.xml", plan_board.iati, name="plan-iati"),
    path("plans/<uuid:key>/money/", plan_board.money, name="plan-money"),
    path("plans/<uuid:key>/trouble/", plan_board.trouble, name="plan-trouble"),
    path("plans/<uuid:key>/changes/", plan_versions.changes, name="plan-changes"),
    path("plans/<uuid:key>/state/", plans.plan_state_change, name="plan-state"),
    path("plans/<uuid:key>/strategies/new/", plan_forms.new_pillar, name="pillar-new"),
    path("plans/<uuid:key>/amendments/new/", plan_versions.new_amendment, name="amendment-new"),
    path("amendments/<uuid:key>/", plan_versions.amendment, name="amendment"),
    path("amendments/<uuid:key>/adopt/", plan_versions.adopt, name="amendment-adopt"),
    path("amendments/<uuid:key>/drop/", plan_versions.drop, name="amendment-drop"),
    path("amendments/<uuid:key>/nodes/<uuid:node>/", plan_versions.change, name="amendment-change"),
    path("measures/<uuid:key>/", plan_node.node, name="node"),
    path("measures/<uuid:key>/edit/", plan_forms.edit_node, name="node-edit"),
    path("measures/<uuid:key>/new/<slug:kind>/", plan_forms.new_node, name="node-new"),
    path("measures/<uuid:key>/notes/new/", plan_forms.new_note, name="node-note"),
    path("measures/<uuid:key>/add/<slug:deed>/", plan_deeds.plan_deed, name="node-plan"),
    path("measures/<uuid:key>/tell/<slug:deed>/", plan_deeds.told_deed, name="node-tell"),
    path("milestones/<uuid:key>/", plan_deeds.reach, name="milestone-reach"),
    path("budget-lines/<uuid:key>/", plan_deeds.spending, name="line-spending"),
    path("obstacles/<uuid:key>/", plan_deeds.obstacle, name="obstacle"),
    path("obstacles/<uuid:key>/higher/", plan_deeds.escalate, name="obstacle-higher"),
    path("proof/<uuid:key>/", plan_node.evidence, name="evidence"),
    path("proof/<uuid:key>/without-names/", plan_deeds.twin, name="evidence-twin"),
]
