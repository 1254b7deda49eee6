-- backlog_overdue.of_targeted, of backlog: Cases still open at the period's end and past their target, of those open that have one.
SELECT
  `t1`.`period_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`period_on`) AS `period_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`due_at` IS NOT NULL AS `v0`,
    `t0`.`due_on` <= `t0`.`period_on` AS `v1`
  FROM `backlog` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- backlog_overdue.of_open, of backlog: Cases still open at the period's end and past their target, of all open, with or without one.
SELECT
  `t1`.`period_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`period_on`) AS `period_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`case_id` IS NOT NULL AS `v0`,
    `t0`.`due_on` <= `t0`.`period_on` AS `v1`
  FROM `backlog` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- backlog_overdue.by_days(days=7), of backlog: Cases open at the period's end and more than 7 days past their target, of those open that have one.
SELECT
  `t1`.`period_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`period_on`) AS `period_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`due_at` IS NOT NULL AS `v0`,
    (
      `t0`.`due_on` + INTERVAL '7' DAY
    ) <= `t0`.`period_on` AS `v1`
  FROM `backlog` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
