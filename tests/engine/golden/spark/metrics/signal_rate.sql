-- signal_rate.warnings, of signal: Signals of every kind but praise, per account and month.
SELECT
  `t1`.`on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`on`) AS `on__month`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`kind` <> 'praise' AS `v0`
  FROM `signal` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- signal_rate.warnings, of account_month: Signals of every kind but praise, per account and month.
SELECT
  `t1`.`month__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`month`) AS `month__month`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`account_id` IS NOT NULL AS `v0`
  FROM `account_month` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- signal_rate.of_kind(kind=words), of signal: Signals of the kind words, per account and month.
SELECT
  `t1`.`on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`on`) AS `on__month`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`kind` = 'words' AS `v0`
  FROM `signal` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- signal_rate.of_kind(kind=words), of account_month: Signals of the kind words, per account and month.
SELECT
  `t1`.`month__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`month`) AS `month__month`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`account_id` IS NOT NULL AS `v0`
  FROM `account_month` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
