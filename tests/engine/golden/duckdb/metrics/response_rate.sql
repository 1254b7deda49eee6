-- response_rate.of_invited_within(within_days=14,kind=csat), of feedback: Surveys of the kind csat answered within 14 days of being sent, of all sent.
SELECT
  "t1"."asked_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN 1 ELSE 0 END) AS "count_v2",
  SUM(CASE WHEN COALESCE("t1"."v3", FALSE) THEN 1 ELSE 0 END) AS "count_v3"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."asked_on") AS "asked_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."kind" = 'csat'
    )
    AND (
      "t0"."invited_at" <= MAKE_TIMESTAMP(2099, 12, 18, 0, 0, 0.0)
    ) AS "v0",
    (
      EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."answered_at") AS TIMESTAMP)) - EPOCH(CAST(DATE_TRUNC('SECOND', "t0"."invited_at") AS TIMESTAMP))
    ) <= 1209600 AS "v1",
    (
      "t0"."kind" = 'csat'
    ) AND (
      "t0"."eligible_at" IS NOT NULL
    ) AS "v2",
    (
      "t0"."kind" = 'csat'
    ) AND (
      "t0"."invited_at" IS NOT NULL
    ) AS "v3"
  FROM "feedback" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- response_rate.of_invited(kind=csat), of feedback: Surveys of the kind csat answered at any time, of all sent; the latest have had little time.
SELECT
  "t1"."asked_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN 1 ELSE 0 END) AS "count_v2"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."asked_on") AS "asked_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."kind" = 'csat'
    ) AND (
      "t0"."invited_at" IS NOT NULL
    ) AS "v0",
    "t0"."answered_at" IS NOT NULL AS "v1",
    (
      "t0"."kind" = 'csat'
    ) AND (
      "t0"."eligible_at" IS NOT NULL
    ) AS "v2"
  FROM "feedback" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- response_rate.of_eligible(kind=csat), of feedback: Surveys of the kind csat answered at any time, of all that could have been sent.
SELECT
  "t1"."asked_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v1", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN 1 ELSE 0 END) AS "count_v2"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."asked_on") AS "asked_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."kind" = 'csat'
    ) AND (
      "t0"."eligible_at" IS NOT NULL
    ) AS "v0",
    "t0"."answered_at" IS NOT NULL AS "v1",
    (
      "t0"."kind" = 'csat'
    ) AND (
      "t0"."invited_at" IS NOT NULL
    ) AS "v2"
  FROM "feedback" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
