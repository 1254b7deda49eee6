SELECT
  "t11"."offered_on__month_5",
  "t11"."offered_on__week",
  "t11"."provider",
  "t11"."site",
  "t11"."segment",
  "t11"."in_month",
  COUNT(*) AS "_rows",
  SUM(
    CASE
      WHEN (
        "t11"."_case_id" IS NOT NULL
      ) AND (
        "t11"."_of_case" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "_no_case",
  MIN("t11"."_case_month") AS "_first_case",
  MAX("t11"."_case_month") AS "_last_case",
  SUM(
    CASE
      WHEN (
        "t11"."_account_id" IS NOT NULL
      ) AND (
        "t11"."_of_account" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "_no_account",
  SUM(CASE WHEN COALESCE("t11"."v0" AND "t11"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0",
  SUM(CASE WHEN COALESCE("t11"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t10"."in_month",
    "t10"."offered_on__month_5",
    "t10"."offered_on__week",
    "t10"."provider",
    "t10"."site",
    "t10"."_case_id",
    "t10"."_account_id",
    "t10"."v0",
    "t10"."_of_case",
    "t10"."_case_account",
    "t10"."_case_month",
    "t10"."_of_account",
    "t10"."_of_month",
    "t10"."_account_segment",
    "t10"."_account_segment" AS "segment"
  FROM (
    SELECT
      "t9"."in_month",
      "t9"."offered_on__month_5",
      "t9"."offered_on__week",
      "t9"."provider",
      "t9"."site",
      "t9"."_case_id",
      "t9"."_account_id",
      "t9"."v0",
      "t9"."_of_case",
      "t9"."_case_account",
      "t9"."_case_month",
      "t3"."_of_account",
      "t3"."_of_month",
      "t3"."_account_segment"
    FROM (
      SELECT
        "t7"."in_month",
        "t7"."offered_on__month_5",
        "t7"."offered_on__week",
        "t7"."provider",
        "t7"."site",
        "t7"."_case_id",
        COALESCE("t7"."_account_id", "t7"."_case_account") AS "_account_id",
        "t7"."v0",
        "t7"."_of_case",
        "t7"."_case_account",
        "t7"."_case_month"
      FROM (
        SELECT
          "t6"."in_month",
          "t6"."offered_on__month_5",
          "t6"."offered_on__week",
          "t6"."provider",
          "t6"."site",
          "t6"."_case_id",
          "t6"."_account_id",
          "t6"."v0",
          "t4"."_of_case",
          "t4"."_case_account",
          "t4"."_case_month"
        FROM (
          SELECT
            "t1"."in_month",
            DATE_TRUNC('MONTH', "t1"."offered_on" - INTERVAL '4' DAY) AS "offered_on__month_5",
            DATE_TRUNC('WEEK', "t1"."offered_on") AS "offered_on__week",
            "t1"."provider",
            "t1"."site",
            "t1"."case_id" AS "_case_id",
            "t1"."account_id" AS "_account_id",
            "t1"."answered_at" IS NOT NULL AS "v0"
          FROM "interaction" AS "t1"
          WHERE
            "t1"."answered_at" IS NOT NULL
        ) AS "t6"
        LEFT OUTER JOIN "case_slices" AS "t4"
          ON "t6"."_case_id" = "t4"."_of_case"
      ) AS "t7"
    ) AS "t9"
    LEFT OUTER JOIN "account_slices" AS "t3"
      ON "t9"."_account_id" = "t3"."_of_account" AND "t9"."in_month" = "t3"."_of_month"
  ) AS "t10"
) AS "t11"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6;
