SELECT
  "t6"."opened_on__month_5",
  "t6"."opened_on__week",
  "t6"."provider",
  "t6"."site",
  "t6"."segment",
  "t6"."in_month",
  COUNT(*) AS "_rows",
  SUM(
    CASE
      WHEN (
        "t6"."_account_id" IS NOT NULL
      ) AND (
        "t6"."_of_account" IS NULL
      )
      THEN 1
      ELSE 0
    END
  ) AS "_no_account",
  SUM(CASE WHEN COALESCE("t6"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t6"."v0" AND "t6"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t5"."in_month",
    "t5"."opened_on__month_5",
    "t5"."opened_on__week",
    "t5"."provider",
    "t5"."site",
    "t5"."_case_id",
    "t5"."_account_id",
    "t5"."v0",
    "t5"."v1",
    "t5"."_of_account",
    "t5"."_of_month",
    "t5"."_account_segment",
    "t5"."_account_segment" AS "segment"
  FROM (
    SELECT
      "t4"."in_month",
      "t4"."opened_on__month_5",
      "t4"."opened_on__week",
      "t4"."provider",
      "t4"."site",
      "t4"."_case_id",
      "t4"."_account_id",
      "t4"."v0",
      "t4"."v1",
      "t2"."_of_account",
      "t2"."_of_month",
      "t2"."_account_segment"
    FROM (
      SELECT
        "t0"."in_month",
        DATE_TRUNC('MONTH', "t0"."opened_on" - INTERVAL '4' DAY) AS "opened_on__month_5",
        DATE_TRUNC('WEEK', "t0"."opened_on") AS "opened_on__week",
        "t0"."provider",
        "t0"."site",
        "t0"."case_id" AS "_case_id",
        "t0"."account_id" AS "_account_id",
        (
          "t0"."due_at" IS NOT NULL
        )
        AND (
          (
            "t0"."resolved_at" IS NOT NULL
          )
          OR (
            "t0"."due_at" < MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
          )
        ) AS "v0",
        COALESCE("t0"."resolved_at" <= "t0"."due_at", FALSE) AS "v1"
      FROM "case" AS "t0"
    ) AS "t4"
    LEFT OUTER JOIN "account_slices" AS "t2"
      ON "t4"."_account_id" = "t2"."_of_account" AND "t4"."in_month" = "t2"."_of_month"
  ) AS "t5"
) AS "t6"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6;
