-- cases_per_account.opened, of case: Cases opened for accounts, per account and month.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`account_id` IS NOT NULL AS `v0`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- cases_per_account.opened, of account_month: Cases opened for accounts, per account and month.
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

-- cases_per_account.customer_raised, of case: Cases that customers raised themselves, per account and month.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`account_id` IS NOT NULL
    ) AND (
      `t0`.`raised_by` = 'customer'
    ) AS `v0`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- cases_per_account.customer_raised, of account_month: Cases that customers raised themselves, per account and month.
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

-- cases_per_account.per_paying_account, of case: Cases opened for accounts, per account and month that began with recurring revenue.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v0`, FALSE), 1, 0)) AS `hits_v0_v0`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    `t0`.`account_id` IS NOT NULL AS `v0`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- cases_per_account.per_paying_account, of account_month: Cases opened for accounts, per account and month that began with recurring revenue.
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
    `t0`.`recurring_revenue` > 0 AS `v0`
  FROM `account_month` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
