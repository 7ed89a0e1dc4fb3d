"""The tags as a page's author writes them."""

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, engines
from django.test import RequestFactory
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def drawn(source, **context):
    template = engines["django"].from_string(source).template
    return template.render(Context(context))


class Report(forms.Form):
    place = forms.CharField(label="Place", help_text="The village, if known")
    note = forms.CharField(
        label="Note", required=False, widget=forms.TextInput(attrs={"placeholder": "Note"})
    )
    sex = forms.ChoiceField(label="Sex", choices=[("f", "Female"), ("m", "Male")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("The whole does not fit together")


def test_a_field_ties_label_hint_and_error_to_its_widget():
    html = drawn("{% field form.place %}", form=Report({}))
    assert '<label for="id_place">Place</label>' in html
    assert 'id="id_place_helptext">The village, if known' in html
    assert 'aria-describedby="id_place_helptext id_place_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_may_stay_empty_says_so_and_the_label_is_not_repeated_inside():
    html = drawn("{% field form.note %}", form=Report())
    assert "(not required)" in html
    assert "placeholder" not in html


def test_a_hint_from_the_page_is_read_with_the_field():
    html = drawn('{% field form.note "Short" inputmode="numeric" hx_get="/x/" %}', form=Report())
    assert 'aria-describedby="id_note_helptext"' in html
    assert 'inputmode="numeric"' in html
    assert 'hx-get="/x/"' in html


def test_choices_are_a_fieldset_with_a_legend():
    html = drawn("{% field form.sex %}", form=Report({}))
    assert "<legend>Sex</legend>" in html
    assert '<fieldset class="field choices wrong" aria-describedby="id_sex_error">' in html


def test_the_error_summary_links_each_error_to_its_field():
    html = drawn("{% error_summary form %}", form=Report({}))
    assert '<a href="#id_place">Place: This field is required.</a>' in html
    assert '<a href="#id_sex_0">Sex: This field is required.</a>' in html
    assert "<li>The whole does not fit together</li>" in html


@pytest.mark.parametrize("form", [Report(), None, ""])
def test_without_errors_there_is_no_summary(form):
    assert drawn("{% error_summary form %}", form=form).strip() == ""


def test_a_formset_s_errors_are_all_told():
    many = forms.formset_factory(Report)({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"})
    html = drawn("{% error_summary many %}", many=many)
    assert 'href="#id_form-0-place"' in html
    assert 'href="#id_form-1-place"' in html


def test_breadcrumbs_end_at_this_page():
    html = drawn('{% breadcrumbs "Cases" "/cases/" "TC-1" %}')
    assert '<a href="/cases/">Cases</a>' in html
    assert '<span aria-current="page">TC-1</span>' in html


def test_a_confirmation_sends_again_what_was_posted():
    posted = QueryDict("csrfmiddlewaretoken=secret&means=a&means=b")
    html = drawn("{% confirm_fields posted %}", posted=posted)
    assert html == (
        '<input type="hidden" name="means" value="a"><input type="hidden" name="means" value="b">'
        '<input type="hidden" name="confirmed" value="1">'
    )


def test_a_sealed_value_opens_only_where_the_view_gives_an_address():
    assert "<form" not in drawn('{% sealed "Name" %}')
    html = drawn('{% sealed "Name" "/open/" %}', csrf_token="token")
    assert '<form action="/open/" method="post">' in html
    assert 'value="token"' in html
    assert "required" in html


def test_filters_stand_open_while_one_is_in_use():
    class Search(forms.Form):
        q = forms.CharField(required=False)
        state = forms.CharField(required=False)

    request = RequestFactory().get("/cases/?state=open")
    html = drawn("{% search_form form %}", form=Search(request.GET), request=request)
    assert '<details class="filters" open>' in html
    assert '<a href="/cases/">Clear filters</a>' in html
    assert '<details class="filters">' in drawn("{% search_form form %}", form=Search(), request=request)


def test_a_receipt_is_read_in_groups_of_four_and_copied_whole():
    html = drawn('{% receipt "4821990317765502" %}')
    assert "<code>4821 9903 1776 5502</code>" in html
    assert 'data-copy="4821990317765502"' in html


def test_block_tags_keep_what_the_page_escaped():
    html = drawn('{% notice "warn" title %}{{ words }}{% endnotice %}', title="<b>", words="<i>")
    assert "&lt;b&gt;" in html
    assert "&lt;i&gt;" in html
    assert "<i>" not in html


def test_only_known_themes_reach_the_page():
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = "dark"
    assert drawn("{% theme_attribute %}", request=request) == ' data-theme="dark"'
    request.COOKIES["theme"] = '"><script>'
    assert drawn("{% theme_attribute %}", request=request) == ""


def test_coverage_says_how_many_of_how_many():
    assert "17 of 25 provinces reported" in drawn('{% coverage 17 25 "provinces" %}')
