-- repeat_contact.same_matter(within_days=7), of case: Cases whose customer opened another of the same contact type within 7 days.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`customer_id` IS NOT NULL
    )
    AND (
      `t0`.`contact_type` IS NOT NULL
    )
    AND (
      `t0`.`opened_at` <= CAST('2099-12-25T00:00:00' AS TIMESTAMP)
    ) AS `v0`,
    (
      UNIX_TIMESTAMP(
        CAST(DATE_TRUNC(
          'second',
          LEAD(`t0`.`opened_at`) OVER (
            PARTITION BY `t0`.`customer_id`, `t0`.`contact_type`
            ORDER BY `t0`.`opened_at` ASC NULLS LAST, `t0`.`case_id` ASC NULLS LAST
          )
        ) AS TIMESTAMP)
      ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
    ) <= 604800 AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- repeat_contact.any_matter(within_days=7), of case: Cases whose customer opened another, of any contact type, within 7 days.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`customer_id` IS NOT NULL
    )
    AND (
      `t0`.`opened_at` <= CAST('2099-12-25T00:00:00' AS TIMESTAMP)
    ) AS `v0`,
    (
      UNIX_TIMESTAMP(
        CAST(DATE_TRUNC(
          'second',
          LEAD(`t0`.`opened_at`) OVER (
            PARTITION BY `t0`.`customer_id`
            ORDER BY `t0`.`opened_at` ASC NULLS LAST, `t0`.`case_id` ASC NULLS LAST
          )
        ) AS TIMESTAMP)
      ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
    ) <= 604800 AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- repeat_contact.same_matter_per_account(within_days=7), of case: Cases whose account, through anybody, opened another of the same contact type within 7 days.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`account_id` IS NOT NULL
    )
    AND (
      `t0`.`contact_type` IS NOT NULL
    )
    AND (
      `t0`.`opened_at` <= CAST('2099-12-25T00:00:00' AS TIMESTAMP)
    ) AS `v0`,
    (
      UNIX_TIMESTAMP(
        CAST(DATE_TRUNC(
          'second',
          LEAD(`t0`.`opened_at`) OVER (
            PARTITION BY `t0`.`account_id`, `t0`.`contact_type`
            ORDER BY `t0`.`opened_at` ASC NULLS LAST, `t0`.`case_id` ASC NULLS LAST
          )
        ) AS TIMESTAMP)
      ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
    ) <= 604800 AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- repeat_contact.same_matter_of_resolved(within_days=7), of case: Resolved cases whose customer opened another of the same contact type within 7 days of the first.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`customer_id` IS NOT NULL
    )
    AND (
      `t0`.`contact_type` IS NOT NULL
    )
    AND (
      `t0`.`resolved_at` IS NOT NULL
    )
    AND (
      `t0`.`opened_at` <= CAST('2099-12-25T00:00:00' AS TIMESTAMP)
    ) AS `v0`,
    (
      UNIX_TIMESTAMP(
        CAST(DATE_TRUNC(
          'second',
          LEAD(`t0`.`opened_at`) OVER (
            PARTITION BY `t0`.`customer_id`, `t0`.`contact_type`
            ORDER BY `t0`.`opened_at` ASC NULLS LAST, `t0`.`case_id` ASC NULLS LAST
          )
        ) AS TIMESTAMP)
      ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
    ) <= 604800 AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- repeat_contact.per_customer(within_days=30), of case: Customers, once a calendar month, who opened another case within 30 days of their first in it.
SELECT
  `t1`.`opened_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`opened_on`) AS `opened_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`customer_id` IS NOT NULL
    )
    AND (
      COUNT(`t0`.`case_id`) OVER (
        PARTITION BY `t0`.`customer_id`, DATE_TRUNC('month', `t0`.`opened_on`)
        ORDER BY `t0`.`opened_at` ASC NULLS LAST, `t0`.`case_id` ASC NULLS LAST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) = 1
    )
    AND (
      `t0`.`opened_at` <= CAST('2099-12-02T00:00:00' AS TIMESTAMP)
    ) AS `v0`,
    (
      UNIX_TIMESTAMP(
        CAST(DATE_TRUNC(
          'second',
          LEAD(`t0`.`opened_at`) OVER (
            PARTITION BY `t0`.`customer_id`
            ORDER BY `t0`.`opened_at` ASC NULLS LAST, `t0`.`case_id` ASC NULLS LAST
          )
        ) AS TIMESTAMP)
      ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`opened_at`) AS TIMESTAMP))
    ) <= 2592000 AS `v1`
  FROM `case` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- repeat_contact.per_contact(within_days=7), of interaction: Contacts whose customer made another, in any channel and on any matter, within 7 days.
SELECT
  `t1`.`offered_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`customer_id` IS NOT NULL
    )
    AND (
      `t0`.`offered_at` <= CAST('2099-12-25T00:00:00' AS TIMESTAMP)
    ) AS `v0`,
    (
      UNIX_TIMESTAMP(
        CAST(DATE_TRUNC(
          'second',
          LEAD(`t0`.`offered_at`) OVER (
            PARTITION BY `t0`.`customer_id`
            ORDER BY `t0`.`offered_at` ASC NULLS LAST, `t0`.`interaction_id` ASC NULLS LAST
          )
        ) AS TIMESTAMP)
      ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP))
    ) <= 604800 AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- repeat_contact.per_contact_apart(within_days=7,gap_minutes=30), of interaction: Contacts, those 30 minutes apart as one, whose customer made another within 7 days.
SELECT
  `t1`.`offered_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`customer_id` IS NOT NULL
    )
    AND NOT (
      COALESCE(
        (
          UNIX_TIMESTAMP(
            CAST(DATE_TRUNC(
              'second',
              LEAD(`t0`.`offered_at`) OVER (
                PARTITION BY `t0`.`customer_id`
                ORDER BY `t0`.`offered_at` ASC NULLS LAST, `t0`.`interaction_id` ASC NULLS LAST
              )
            ) AS TIMESTAMP)
          ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP))
        ) <= 1800,
        FALSE
      )
    )
    AND (
      `t0`.`offered_at` <= CAST('2099-12-25T00:00:00' AS TIMESTAMP)
    ) AS `v0`,
    (
      UNIX_TIMESTAMP(
        CAST(DATE_TRUNC(
          'second',
          LEAD(`t0`.`offered_at`) OVER (
            PARTITION BY `t0`.`customer_id`
            ORDER BY `t0`.`offered_at` ASC NULLS LAST, `t0`.`interaction_id` ASC NULLS LAST
          )
        ) AS TIMESTAMP)
      ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP))
    ) <= 604800 AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;

-- repeat_contact.per_contact_less_crowds(within_days=7,gap_minutes=30,at_most_a_month=30), of interaction: Contacts, those 30 minutes apart as one, whose customer made another within 7 days. Customers with more than 30 contacts in a calendar month are left out for it.
SELECT
  `t1`.`offered_on__month`,
  `t1`.`in_month`,
  COUNT(*) AS `_rows`,
  SUM(IF(COALESCE(`t1`.`v0`, FALSE), 1, 0)) AS `count_v0`,
  SUM(IF(COALESCE(`t1`.`v0` AND `t1`.`v1`, FALSE), 1, 0)) AS `hits_v0_v1`
FROM (
  SELECT
    `t0`.`in_month`,
    DATE_TRUNC('month', `t0`.`offered_on`) AS `offered_on__month`,
    `t0`.`case_id` AS `_case_id`,
    `t0`.`account_id` AS `_account_id`,
    (
      `t0`.`customer_id` IS NOT NULL
    )
    AND NOT (
      COALESCE(
        (
          UNIX_TIMESTAMP(
            CAST(DATE_TRUNC(
              'second',
              LEAD(`t0`.`offered_at`) OVER (
                PARTITION BY `t0`.`customer_id`
                ORDER BY `t0`.`offered_at` ASC NULLS LAST, `t0`.`interaction_id` ASC NULLS LAST
              )
            ) AS TIMESTAMP)
          ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP))
        ) <= 1800,
        FALSE
      )
    )
    AND (
      `t0`.`offered_at` <= CAST('2099-12-25T00:00:00' AS TIMESTAMP)
    )
    AND (
      COUNT(`t0`.`interaction_id`) OVER (
        PARTITION BY `t0`.`customer_id`, DATE_TRUNC('month', `t0`.`offered_on`)
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) <= 30
    ) AS `v0`,
    (
      UNIX_TIMESTAMP(
        CAST(DATE_TRUNC(
          'second',
          LEAD(`t0`.`offered_at`) OVER (
            PARTITION BY `t0`.`customer_id`
            ORDER BY `t0`.`offered_at` ASC NULLS LAST, `t0`.`interaction_id` ASC NULLS LAST
          )
        ) AS TIMESTAMP)
      ) - UNIX_TIMESTAMP(CAST(DATE_TRUNC('second', `t0`.`offered_at`) AS TIMESTAMP))
    ) <= 604800 AS `v1`
  FROM `interaction` AS `t0`
) AS `t1`
GROUP BY
  1,
  2;
