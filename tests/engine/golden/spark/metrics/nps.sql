-- nps.standard, of feedback: Share of answers of 9 or 10 less the share of 0 to 6, in points.
SELECT
  `t1`.`asked_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(CAST(`t1`.`v1` AS BIGINT), 0), 0)) AS `sum_v0_v1`,
  SUM(
    IF(
      COALESCE(`t1`.`v0`, FALSE),
      COALESCE(CAST(`t1`.`v1` AS BIGINT), 0) * COALESCE(CAST(`t1`.`v1` AS BIGINT), 0),
      0
    )
  ) AS `squares_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v2`, FALSE), 1, 0)) AS `count_v2`,
  SUM(IF(COALESCE(`t1`.`v3`, FALSE), 1, 0)) AS `count_v3`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`asked_on`) AS `asked_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'nps'
    )
    AND (
      (
        COALESCE(`t0`.`scale_min`, 0) = 0
      )
      AND (
        COALESCE(`t0`.`scale_max`, 10) = 10
      )
    )
    AND `t0`.`value` BETWEEN 0 AND 10 AS `v0`,
    IF(`t0`.`value` >= 9, 1, IF(`t0`.`value` <= 6, -1, 0)) AS `v1`,
    (
      `t0`.`kind` = 'nps'
    ) AND (
      `t0`.`eligible_at` IS NOT NULL
    ) AS `v2`,
    (
      `t0`.`kind` = 'nps'
    ) AND (
      `t0`.`invited_at` IS NOT NULL
    ) AS `v3`
  FROM `feedback` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- nps.european, of feedback: Share of answers of 8 to 10 less the share of 0 to 5, in points.
SELECT
  `t1`.`asked_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(CAST(`t1`.`v1` AS BIGINT), 0), 0)) AS `sum_v0_v1`,
  SUM(
    IF(
      COALESCE(`t1`.`v0`, FALSE),
      COALESCE(CAST(`t1`.`v1` AS BIGINT), 0) * COALESCE(CAST(`t1`.`v1` AS BIGINT), 0),
      0
    )
  ) AS `squares_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v2`, FALSE), 1, 0)) AS `count_v2`,
  SUM(IF(COALESCE(`t1`.`v3`, FALSE), 1, 0)) AS `count_v3`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`asked_on`) AS `asked_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'nps'
    )
    AND (
      (
        COALESCE(`t0`.`scale_min`, 0) = 0
      )
      AND (
        COALESCE(`t0`.`scale_max`, 10) = 10
      )
    )
    AND `t0`.`value` BETWEEN 0 AND 10 AS `v0`,
    IF(`t0`.`value` >= 8, 1, IF(`t0`.`value` <= 5, -1, 0)) AS `v1`,
    (
      `t0`.`kind` = 'nps'
    ) AND (
      `t0`.`eligible_at` IS NOT NULL
    ) AS `v2`,
    (
      `t0`.`kind` = 'nps'
    ) AND (
      `t0`.`invited_at` IS NOT NULL
    ) AS `v3`
  FROM `feedback` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- nps.promoters, of feedback: Answers of 9 or 10, of all answers; whoever is unhappy is not subtracted.
SELECT
  `t1`.`asked_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v2`, FALSE), 1, 0)) AS `count_v2`,
  SUM(IF(COALESCE(`t1`.`v3`, FALSE), 1, 0)) AS `count_v3`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`asked_on`) AS `asked_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'nps'
    )
    AND (
      (
        COALESCE(`t0`.`scale_min`, 0) = 0
      )
      AND (
        COALESCE(`t0`.`scale_max`, 10) = 10
      )
    )
    AND `t0`.`value` BETWEEN 0 AND 10 AS `v0`,
    `t0`.`value` >= 9 AS `v1`,
    (
      `t0`.`kind` = 'nps'
    ) AND (
      `t0`.`eligible_at` IS NOT NULL
    ) AS `v2`,
    (
      `t0`.`kind` = 'nps'
    ) AND (
      `t0`.`invited_at` IS NOT NULL
    ) AS `v3`
  FROM `feedback` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- nps.mean, of feedback: Mean answer from 0 to 10.
SELECT
  `t1`.`asked_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(
    IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0) * COALESCE(`t1`.`v1`, 0), 0)
  ) AS `squares_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v2`, FALSE), 1, 0)) AS `count_v2`,
  SUM(IF(COALESCE(`t1`.`v3`, FALSE), 1, 0)) AS `count_v3`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`asked_on`) AS `asked_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`kind` = 'nps'
    )
    AND (
      (
        COALESCE(`t0`.`scale_min`, 0) = 0
      )
      AND (
        COALESCE(`t0`.`scale_max`, 10) = 10
      )
    )
    AND `t0`.`value` BETWEEN 0 AND 10 AS `v0`,
    CAST(CAST(ROUND(`t0`.`value` * 10000, 0) AS DECIMAL(18, 0)) AS BIGINT) AS `v1`,
    (
      `t0`.`kind` = 'nps'
    ) AND (
      `t0`.`eligible_at` IS NOT NULL
    ) AS `v2`,
    (
      `t0`.`kind` = 'nps'
    ) AND (
      `t0`.`invited_at` IS NOT NULL
    ) AS `v3`
  FROM `feedback` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
