"""Names of fields of pay that say what it is paid for: `hourly_rate`, `annualSalaryMin`, `max_day_rate`."""

from collections.abc import Mapping

from job_importer.intake.fields.values import words

_PERIODS = {
    "hour": words("hourlyrate hourlypay hourlywage hourlysalary stundenlohn uurloon tauxhoraire timelonn"),
    "day": words("dailyrate dayrate dailypay tagessatz"),
    "week": words("weeklyrate weeklypay weeklysalary"),
    "month": words(
        "monthlysalary monthlypay monthlyrate monatsgehalt monatslohn salairemensuel salariomensual maandsalaris"
        " manadslon"
    ),
    "year": words(
        "annualsalary yearlysalary annualpay jahresgehalt salaireannuel salarioanual jaarsalaris baseannualsalary"
    ),
}
_NAMES = {name: period for period, names in _PERIODS.items() for name in names}
_LOW = {form.format(name): period for name, period in _NAMES.items() for form in ("{}min", "{}from", "min{}")}
_HIGH = {form.format(name): period for name, period in _NAMES.items() for form in ("{}max", "{}to", "max{}")}

PAY, PAY_MIN, PAY_MAX = tuple(_NAMES), tuple(_LOW), tuple(_HIGH)
PERIOD_OF: Mapping[str, str] = _NAMES | _LOW | _HIGH
