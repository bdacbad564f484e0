"""Why a row is refused: stable codes, which result files and the API carry."""

from enum import StrEnum


class Reason(StrEnum):
    """What speaks against a row."""

    TOO_FEW_CELLS = "too_few_cells"
    TOO_MANY_CELLS = "too_many_cells"
    CELL_WITHOUT_COLUMN = "cell_without_column"
    CONTROL_CHARACTER = "control_character"
    KEY_MISSING = "key_missing"
    DAMAGED_NUMBER = "damaged_number"
    UNKNOWN_ITEM = "unknown_item"
    ITEM_OF_OTHER_ORDER = "item_of_other_order"
    ITEM_TWICE = "item_twice"
    BAD_VERSION = "bad_version"
    CHANGED_SINCE_EXPORT = "changed_since_export"
    UNKNOWN_STATUS = "unknown_status"
    MOVE_NOT_ALLOWED = "move_not_allowed"
    NEEDS_PLAN = "needs_plan"
    UNKNOWN_COMPANY = "unknown_company"
    AMBIGUOUS_COMPANY = "ambiguous_company"
    INACTIVE_COMPANY = "inactive_company"
    COMPANY_NEEDED = "company_needed"
    TRACKING_NEEDED = "tracking_needed"
    NOT_ON_ITS_WAY = "not_on_its_way"
    TWO_NUMBERS = "two_numbers"
    TWO_COMPANIES = "two_companies"
    PART_LEFT = "part_left"
    PACKAGE_NOT_WHOLE = "package_not_whole"
    TOO_LONG = "too_long"
    BAD_DATE = "bad_date"
    DATE_IN_FUTURE = "date_in_future"
    BAD_URL = "bad_url"
    CANNOT_BE_EMPTIED = "cannot_be_emptied"
    # Of rows that were good in the preview.
    CHANGED_SINCE_PREVIEW = "changed_since_preview"
    # Of rows that were applied, when they were to be undone.
    CHANGED_SINCE_APPLIED = "changed_since_applied"
