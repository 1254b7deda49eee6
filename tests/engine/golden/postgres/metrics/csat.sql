-- csat.top2, of feedback: Answers of the two best grades of their scale (4–5 of 5, 6–7 of 7), of all answers.
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
    AND "t0"."value" BETWEEN "t0"."scale_min" AND "t0"."scale_max"
    AND TRUE AS "v0",
    "t0"."value" >= (
      "t0"."scale_max" - 1
    ) AS "v1",
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

-- csat.top3, of feedback: Answers of the three best grades of their scale (3–5 of 5, 5–7 of 7), of all answers.
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
    AND "t0"."value" BETWEEN "t0"."scale_min" AND "t0"."scale_max"
    AND TRUE AS "v0",
    "t0"."value" >= (
      "t0"."scale_max" - 2
    ) AS "v1",
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

-- csat.mean, of feedback: Mean answer, in grades of the scale; it means something only where all scales are the same.
SELECT
  "t1"."asked_on__month",
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
  ) AS "squares_v0_v1",
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
    AND "t0"."value" BETWEEN "t0"."scale_min" AND "t0"."scale_max"
    AND TRUE AS "v0",
    CAST(CAST(ROUND(CAST("t0"."value" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1",
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

-- csat.share_of_maximum, of feedback: Grades given, of the grades that would have been given had everybody chosen the best.
SELECT
  "t1"."asked_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v1", 0) ELSE 0 END) AS "sum_v0_v1",
  SUM(CASE WHEN COALESCE("t1"."v2", FALSE) THEN 1 ELSE 0 END) AS "count_v2",
  SUM(CASE WHEN COALESCE("t1"."v3", FALSE) THEN 1 ELSE 0 END) AS "count_v3",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN COALESCE("t1"."v4", 0) ELSE 0 END) AS "sum_v0_v4",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0"
FROM (
  SELECT
    "t0"."in_month",
    DATE_TRUNC('MONTH', "t0"."asked_on") AS "asked_on__month",
    "t0"."case_id" AS "_case_id",
    "t0"."account_id" AS "_account_id",
    (
      "t0"."kind" = 'csat'
    )
    AND "t0"."value" BETWEEN "t0"."scale_min" AND "t0"."scale_max"
    AND TRUE AS "v0",
    CAST(CAST(ROUND(CAST("t0"."value" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v1",
    (
      "t0"."kind" = 'csat'
    ) AND (
      "t0"."eligible_at" IS NOT NULL
    ) AS "v2",
    (
      "t0"."kind" = 'csat'
    ) AND (
      "t0"."invited_at" IS NOT NULL
    ) AS "v3",
    CAST(CAST(ROUND(CAST("t0"."scale_max" * 10000 AS DECIMAL), 0) AS DECIMAL(18, 0)) AS BIGINT) AS "v4"
  FROM "feedback" AS "t0"
) AS "t1"
GROUP BY
  1,
  2;

-- csat.net, of feedback: Share of answers above the middle of their scale less the share below it, in points.
SELECT
  "t1"."asked_on__month",
  "t1"."in_month",
  COUNT(*) AS "_rows",
  SUM(CASE WHEN COALESCE("t1"."v0", FALSE) THEN 1 ELSE 0 END) AS "count_v0",
  SUM(
    CASE
      WHEN COALESCE("t1"."v0", FALSE)
      THEN COALESCE(CAST("t1"."v1" AS BIGINT), 0)
      ELSE 0
    END
  ) AS "sum_v0_v1",
  SUM(
    CASE
      WHEN COALESCE("t1"."v0", FALSE)
      THEN COALESCE(CAST("t1"."v1" AS BIGINT), 0) * COALESCE(CAST("t1"."v1" AS BIGINT), 0)
      ELSE 0
    END
  ) AS "squares_v0_v1",
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
    AND "t0"."value" BETWEEN "t0"."scale_min" AND "t0"."scale_max"
    AND TRUE AS "v0",
    CASE
      WHEN (
        (
          (
            "t0"."value" + "t0"."value"
          ) - "t0"."scale_min"
        ) - "t0"."scale_max"
      ) > 0
      THEN 1
      ELSE CASE
        WHEN (
          (
            (
              "t0"."value" + "t0"."value"
            ) - "t0"."scale_min"
          ) - "t0"."scale_max"
        ) < 0
        THEN -1
        ELSE 0
      END
    END AS "v1",
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

-- csat.good_share, of feedback: Answers above the middle of their scale, of those above or below it; the undecided are left out.
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
    AND "t0"."value" BETWEEN "t0"."scale_min" AND "t0"."scale_max"
    AND (
      (
        (
          (
            "t0"."value" + "t0"."value"
          ) - "t0"."scale_min"
        ) - "t0"."scale_max"
      ) <> 0
    ) AS "v0",
    (
      (
        (
          "t0"."value" + "t0"."value"
        ) - "t0"."scale_min"
      ) - "t0"."scale_max"
    ) > 0 AS "v1",
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
