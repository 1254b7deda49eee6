-- cost_per_resolution.per_resolved, of cost: All costs of the period, per case resolved in it.
SELECT
  `t1`.`month__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`month`) AS `month__month`,
    `t0`.`amount` IS NOT NULL AS `v0`,
    CAST(CAST(ROUND(`t0`.`amount` * 10000, 0) AS DECIMAL(18, 0)) AS BIGINT) AS `v1`
  FROM `cost` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- cost_per_resolution.per_resolved, of case: All costs of the period, per case resolved in it.
SELECT
  `t1`.`resolved_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`resolved_on`) AS `resolved_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`resolved_at` IS NOT NULL AS `v0`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- cost_per_resolution.per_resolved_for_good, of cost: All costs of the period, per case resolved in it and never reopened.
SELECT
  `t1`.`month__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`month`) AS `month__month`,
    `t0`.`amount` IS NOT NULL AS `v0`,
    CAST(CAST(ROUND(`t0`.`amount` * 10000, 0) AS DECIMAL(18, 0)) AS BIGINT) AS `v1`
  FROM `cost` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- cost_per_resolution.per_resolved_for_good, of case: All costs of the period, per case resolved in it and never reopened.
SELECT
  `t1`.`resolved_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`resolved_on`) AS `resolved_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`resolved_at` IS NOT NULL
    ) AND COALESCE(`t0`.`reopened` = 0, FALSE) AS `v0`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- cost_per_resolution.recorded, of case: Mean cost recorded on a resolved case; cases without a cost are left out.
SELECT
  `t1`.`resolved_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(
    IF(
      COALESCE(`t1`.`v0`, FALSE),
      CAST(COALESCE(`t1`.`v1`, 0) AS DECIMAL(19, 0)) * CAST(COALESCE(`t1`.`v1`, 0) AS DECIMAL(19, 0)),
      0
    )
  ) AS `wide_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`resolved_on`) AS `resolved_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`resolved_at` IS NOT NULL
    ) AND (
      `t0`.`cost` IS NOT NULL
    ) AS `v0`,
    CAST(CAST(ROUND(`t0`.`cost` * 10000, 0) AS DECIMAL(18, 0)) AS BIGINT) AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- cost_per_resolution.recorded_of_opened, of case: Costs recorded on all cases opened, per one of them that was resolved: unsolved work is paid for as well.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`,
  SUM(IF(COALESCE(`t1`.`v2` AND `t1`.`v2`, FALSE), 1, 0)) AS `hits_v2_v2`,
  SUM(IF(COALESCE(`t1`.`v2`, FALSE), 1, 0)) AS `count_v2`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`cost` IS NOT NULL AS `v0`,
    CAST(CAST(ROUND(`t0`.`cost` * 10000, 0) AS DECIMAL(18, 0)) AS BIGINT) AS `v1`,
    `t0`.`resolved_at` IS NOT NULL AS `v2`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
