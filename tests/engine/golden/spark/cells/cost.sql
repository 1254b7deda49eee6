SELECT
  `t1`.`month__month_5`,
  `t1`.`month__week`,
  `t1`.`provider`,
  `t1`.`site`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), COALESCE(`t1`.`v1`, 0), 0)) AS `sum_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`month` - INTERVAL '4' DAY) AS `month__month_5`,
    DATE_TRUNC('week', `t0`.`month`) AS `month__week`,
    `t0`.`provider`,
    `t0`.`site`,
    `t0`.`amount` IS NOT NULL AS `v0`,
    CAST(CAST(ROUND(`t0`.`amount` * 10000, 0) AS DECIMAL(18, 0)) AS BIGINT) AS `v1`
  FROM `cost` AS `t0`
) AS `t1`
GROUP BY
  1,
  2,
  3,
  4,
  5;
