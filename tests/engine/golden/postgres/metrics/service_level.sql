-- service_level.of_offered(within_seconds=20), of interaction: Contacts answered within 20 seconds, of all that were offered.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."offered_at" IS NOT NULL AS "v0",
    (
      EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
    ) <= 20 AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- service_level.of_offered_less_short(within_seconds=20,short_seconds=5), of interaction: Contacts answered within 20 seconds, of all offered but those given up in under 5.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    NOT (
      COALESCE(
        CASE
          WHEN "t0"."answered_at" IS NULL
          THEN EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."abandoned_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
          ELSE NULL
        END < 5,
        FALSE
      )
    ) AS "v0",
    (
      EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
    ) <= 20 AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- service_level.of_offered_less_abandoned_within(within_seconds=20), of interaction: Contacts answered within 20 seconds, of all offered but those given up within that time.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    NOT (
      COALESCE(
        CASE
          WHEN "t0"."answered_at" IS NULL
          THEN EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."abandoned_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
          ELSE NULL
        END <= 20,
        FALSE
      )
    ) AS "v0",
    (
      EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
    ) <= 20 AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- service_level.abandoned_within_as_met(within_seconds=20), of interaction: Contacts answered or given up within 20 seconds, of all offered: giving up counts as served.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."offered_at" IS NOT NULL AS "v0",
    COALESCE(
      (
        EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
      ) <= 20,
      FALSE
    )
    OR COALESCE(
      CASE
        WHEN "t0"."answered_at" IS NULL
        THEN EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."abandoned_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
        ELSE NULL
      END <= 20,
      FALSE
    ) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- service_level.of_answered(within_seconds=20), of interaction: Contacts answered within 20 seconds, of those that were answered at all.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."answered_at" IS NOT NULL AS "v0",
    (
      EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."answered_at")) - EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t0"."offered_at"))
    ) <= 20 AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
