SELECT
  "t12"."asked_on__month_5",
  "t12"."asked_on__week",
  "t12"."provider",
  "t12"."site",
  "t12"."segment",
  "t12"."in_month",
  COUNT(*) AS "_rows",
  SUM(
    CASE
      WHEN (
        "t12"."_case_id" IS NOT NULL
      ) AND (
        "t12"."_of_case" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "_no_case",
  MIN("t12"."_case_month") AS "_first_case",
  MAX("t12"."_case_month") AS "_last_case",
  SUM(
    CASE
      WHEN (
        "t12"."_account_id" IS NOT NULL
      ) AND (
        "t12"."_of_account" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "_no_account",
  SUM(CASE WHEN COALESCE("t12"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t12"."v0", FALSE) THEN COALESCE("t12"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(
    CASE
      WHEN COALESCE("t12"."v0", FALSE)
      THEN COALESCE("t12"."v1", 0) * COALESCE("t12"."v1", 0)
      ELSE 0
    END
  ) AS "squares_v0_v1",
  SUM(CASE WHEN COALESCE("t12"."v2", FALSE) THEN 1 ELSE 0 END) AS "count_v2",
  SUM(CASE WHEN COALESCE("t12"."v3", FALSE) THEN 1 ELSE 0 END) AS "count_v3"
FROM (
  SELECT
    "t11"."in_month",
    "t11"."asked_on__month_5",
    "t11"."asked_on__week",
    "t11"."_case_id",
    "t11"."_account_id",
    "t11"."v0",
    "t11"."v1",
    "t11"."v2",
    "t11"."v3",
    "t11"."_of_case",
    "t11"."_case_account",
    "t11"."_case_month",
    "t11"."_case_provider",
    "t11"."_case_site",
    "t11"."provider",
    "t11"."site",
    "t11"."_of_account",
    "t11"."_of_month",
    "t11"."_account_segment",
    "t11"."_account_segment" AS "segment"
  FROM (
    SELECT
      "t10"."in_month",
      "t10"."asked_on__month_5",
      "t10"."asked_on__week",
      "t10"."_case_id",
      "t10"."_account_id",
      "t10"."v0",
      "t10"."v1",
      "t10"."v2",
      "t10"."v3",
      "t10"."_of_case",
      "t10"."_case_account",
      "t10"."_case_month",
      "t10"."_case_provider",
      "t10"."_case_site",
      "t10"."provider",
      "t10"."site",
      "t3"."_of_account",
      "t3"."_of_month",
      "t3"."_account_segment"
    FROM (
      SELECT
        "t8"."in_month",
        "t8"."asked_on__month_5",
        "t8"."asked_on__week",
        "t8"."_case_id",
        COALESCE("t8"."_account_id", "t8"."_case_account") AS "_account_id",
        "t8"."v0",
        "t8"."v1",
        "t8"."v2",
        "t8"."v3",
        "t8"."_of_case",
        "t8"."_case_account",
        "t8"."_case_month",
        "t8"."_case_provider",
        "t8"."_case_site",
        "t8"."_case_provider" AS "provider",
        "t8"."_case_site" AS "site"
      FROM (
        SELECT
          "t7"."in_month",
          "t7"."asked_on__month_5",
          "t7"."asked_on__week",
          "t7"."_case_id",
          "t7"."_account_id",
          "t7"."v0",
          "t7"."v1",
          "t7"."v2",
          "t7"."v3",
          "t4"."_of_case",
          "t4"."_case_account",
          "t4"."_case_month",
          "t4"."_case_provider",
          "t4"."_case_site"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t2"."in_month",
              DATE_TRUNC('MONTH', "t2"."asked_on" - INTERVAL '4' DAY) AS "asked_on__month_5",
              DATE_TRUNC('WEEK', "t2"."asked_on") AS "asked_on__week",
              "t2"."case_id" AS "_case_id",
              "t2"."account_id" AS "_account_id",
              (
                "t2"."kind" = 'csat'
              )
              AND "t2"."value" BETWEEN "t2"."scale_min" AND "t2"."scale_max"
              AND TRUE AS "v0",
              CAST(CAST(ROUND("t2"."value" * 10000, 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1",
              (
                "t2"."kind" = 'csat'
              ) AND (
                "t2"."eligible_at" IS NOT NULL
              ) AS "v2",
              (
                "t2"."kind" = 'csat'
              ) AND (
                "t2"."invited_at" IS NOT NULL
              ) AS "v3"
            FROM "feedback" AS "t2"
          ) AS "t5"
          WHERE
            "t5"."v0" OR "t5"."v2" OR "t5"."v3"
        ) AS "t7"
        LEFT OUTER JOIN "case_slices" AS "t4"
          ON "t7"."_case_id" = "t4"."_of_case"
      ) AS "t8"
    ) AS "t10"
    LEFT OUTER JOIN "account_slices" AS "t3"
      ON "t10"."_account_id" = "t3"."_of_account" AND "t10"."in_month" = "t3"."_of_month"
  ) AS "t11"
) AS "t12"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6;
