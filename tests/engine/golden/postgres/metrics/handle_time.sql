-- handle_time.mean, of interaction: Mean seconds of talk, hold and wrap-up per answered contact.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(
    CASE
      WHEN COALESCE("t1"."v0", FALSE)
      THEN COALESCE("t1"."v1", 0) * COALESCE("t1"."v1", 0)
      ELSE 0
    END
  ) AS "squares_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."answered_at" IS NOT NULL
    ) AND (
      "t0"."talk_seconds" >= 0
    ) AS "v0",
    "t0"."talk_seconds" + COALESCE("t0"."hold_seconds", 0) + COALESCE("t0"."wrap_seconds", 0) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- handle_time.mean_without_wrap, of interaction: Mean seconds of talk and hold per answered contact; wrap-up is left out.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(
    CASE
      WHEN COALESCE("t1"."v0", FALSE)
      THEN COALESCE("t1"."v1", 0) * COALESCE("t1"."v1", 0)
      ELSE 0
    END
  ) AS "squares_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."answered_at" IS NOT NULL
    ) AND (
      "t0"."talk_seconds" >= 0
    ) AS "v0",
    "t0"."talk_seconds" + COALESCE("t0"."hold_seconds", 0) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- handle_time.median, of interaction: Seconds of talk, hold and wrap-up that half of the answered contacts stay within.
SELECT
  "t2"."offered_on__month",
  "t2"."in_month",
  "t2"."v1" AS "bucket",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."in_month",
      DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
      "t0"."case_id" AS "_case_id",
      "t0"."account_id" AS "_account_id",
      (
        "t0"."answered_at" IS NOT NULL
      )
      AND (
        "t0"."talk_seconds" >= 0
      )
      AND (
        (
          "t0"."talk_seconds" + COALESCE("t0"."hold_seconds", 0) + COALESCE("t0"."wrap_seconds", 0)
        ) IS NOT NULL
      ) AS "v0",
      CASE
        WHEN (
          "t0"."talk_seconds" + COALESCE("t0"."hold_seconds", 0) + COALESCE("t0"."wrap_seconds", 0)
        ) > 0
        THEN CAST(CEIL(
          CAST(LOG(
            CAST(1.02020202020202 AS DECIMAL),
            CAST(CAST("t0"."talk_seconds" + COALESCE("t0"."hold_seconds", 0) + COALESCE("t0"."wrap_seconds", 0) AS DOUBLE PRECISION) AS DECIMAL)
          ) AS DOUBLE PRECISION)
        ) AS BIGINT)
        ELSE -1000000
      END AS "v1"
    FROM "interaction" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."v0"
) AS "t2"
GROUP BY
  1,
  2,
  3;

-- handle_time.per_case, of interaction: Seconds of talk, hold and wrap-up in all contacts that belong to a case, per case opened.
SELECT
  "t1"."offered_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."offered_on") AS "offered_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."answered_at" IS NOT NULL
    )
    AND (
      "t0"."talk_seconds" >= 0
    )
    AND (
      "t0"."case_id" IS NOT NULL
    ) AS "v0",
    "t0"."talk_seconds" + COALESCE("t0"."hold_seconds", 0) + COALESCE("t0"."wrap_seconds", 0) AS "v1"
  FROM "interaction" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- handle_time.per_case, of case: Seconds of talk, hold and wrap-up in all contacts that belong to a case, per case opened.
SELECT
  "t1"."opened_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0" AND "t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "hits_v0_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."opened_on") AS "opened_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    "t0"."case_id" IS NOT NULL AS "v0"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- handle_time.recorded_per_case, of case: Mean seconds of work recorded on a resolved case.
SELECT
  "t1"."resolved_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(
    CASE
      WHEN COALESCE("t1"."v0", FALSE)
      THEN COALESCE("t1"."v1", 0) * COALESCE("t1"."v1", 0)
      ELSE 0
    END
  ) AS "squares_v0_v1"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."resolved_on") AS "resolved_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."resolved_at" IS NOT NULL
    ) AND (
      "t0"."work_seconds" IS NOT NULL
    ) AS "v0",
    "t0"."work_seconds" AS "v1"
  FROM "case" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;
