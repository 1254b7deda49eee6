-- first_contact_resolution.same_matter(within_days=7), of case: Cases whose customer did not open another of the same contact type within 7 days.
SELECT
  "t1"."opened_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."opened_on") AS "opened_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."customer_id" IS NOT NULL
    )
    AND (
      "t0"."opened_at" <= MAKE_TIMESTAMP(2099, 12, 25, 0, 0, 0.0)
    )
    AND (
      "t0"."contact_type" IS NOT NULL
    ) AS "v0",
    NOT (
      (
        LEAD("t0"."opened_at") OVER (
          PARTITION BY "t0"."customer_id", "t0"."contact_type"
          ORDER BY "t0"."opened_at" ASC, "t0"."case_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) IS NOT NULL
      )
      AND (
        (
          EPOCH(
            CAST(DATE_TRUNC(
              'SECOND',
              LEAD("t0"."opened_at") OVER (
                PARTITION BY "t0"."customer_id", "t0"."contact_type"
                ORDER BY "t0"."opened_at" ASC, "t0"."case_id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              )
            ) AS TIMESTAMP)
          ) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP))
        ) <= 604800
      )
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- first_contact_resolution.same_matter_of_resolved(within_days=7), of case: Resolved cases whose customer did not open another of the same contact type within 7 days.
SELECT
  "t1"."opened_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."opened_on") AS "opened_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."customer_id" IS NOT NULL
    )
    AND (
      "t0"."opened_at" <= MAKE_TIMESTAMP(2099, 12, 25, 0, 0, 0.0)
    )
    AND (
      "t0"."contact_type" IS NOT NULL
    )
    AND (
      "t0"."resolved_at" IS NOT NULL
    ) AS "v0",
    NOT (
      (
        LEAD("t0"."opened_at") OVER (
          PARTITION BY "t0"."customer_id", "t0"."contact_type"
          ORDER BY "t0"."opened_at" ASC, "t0"."case_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) IS NOT NULL
      )
      AND (
        (
          EPOCH(
            CAST(DATE_TRUNC(
              'SECOND',
              LEAD("t0"."opened_at") OVER (
                PARTITION BY "t0"."customer_id", "t0"."contact_type"
                ORDER BY "t0"."opened_at" ASC, "t0"."case_id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              )
            ) AS TIMESTAMP)
          ) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP))
        ) <= 604800
      )
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- first_contact_resolution.any_matter(within_days=7), of case: Cases whose customer did not open another, of any contact type, within 7 days.
SELECT
  "t1"."opened_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."opened_on") AS "opened_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."customer_id" IS NOT NULL
    )
    AND (
      "t0"."opened_at" <= MAKE_TIMESTAMP(2099, 12, 25, 0, 0, 0.0)
    ) AS "v0",
    NOT (
      (
        LEAD("t0"."opened_at") OVER (
          PARTITION BY "t0"."customer_id"
          ORDER BY "t0"."opened_at" ASC, "t0"."case_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) IS NOT NULL
      )
      AND (
        (
          EPOCH(
            CAST(DATE_TRUNC(
              'SECOND',
              LEAD("t0"."opened_at") OVER (
                PARTITION BY "t0"."customer_id"
                ORDER BY "t0"."opened_at" ASC, "t0"."case_id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              )
            ) AS TIMESTAMP)
          ) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."opened_at") AS TIMESTAMP))
        ) <= 604800
      )
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- first_contact_resolution.one_touch, of case: Resolved cases that were neither reassigned nor reopened, by the provider's own records.
SELECT
  "t1"."resolved_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."resolved_on") AS "resolved_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."resolved_at" IS NOT NULL
    )
    AND (
      "t0"."reassigned" IS NOT NULL
    )
    AND (
      "t0"."reopened" IS NOT NULL
    ) AS "v0",
    (
      "t0"."reassigned" = 0
    ) AND (
      "t0"."reopened" = 0
    ) AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
