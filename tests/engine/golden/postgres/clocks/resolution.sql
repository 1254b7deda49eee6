WITH "parts of resolution" AS (
  SELECT
    "t23"."case_id",
    "t23"."run",
    "t23"."place",
    "t23"."on",
    "t23"."team",
    "t23"."today",
    "t23"."calendar",
    "t23"."member",
    "t23"."starts",
    "t23"."ends",
    "t23"."waits_for",
    "t23"."state",
    "t23"."turn",
    "t23"."next_own",
    "t23"."next_member",
    "t23"."seconds"
  FROM (
    SELECT
      "t22"."case_id",
      "t22"."run",
      "t22"."place",
      "t22"."on",
      "t22"."team",
      "t22"."today",
      "t22"."calendar",
      "t22"."member",
      "t22"."starts",
      "t22"."ends",
      "t22"."waits_for",
      "t22"."state",
      "t22"."turn",
      "t22"."next_own",
      "t22"."next_member",
      "t22"."_until",
      "t22"."seconds"
    FROM (
      SELECT
        "t21"."case_id",
        "t21"."run",
        "t21"."place",
        "t21"."on",
        "t21"."team",
        "t21"."today",
        "t21"."calendar",
        "t21"."member",
        "t21"."starts",
        "t21"."ends",
        "t21"."waits_for",
        "t21"."state",
        "t21"."turn",
        "t21"."next_own",
        "t21"."next_member",
        "t21"."_before",
        "t21"."_until",
        "t21"."_until" - "t21"."_before" AS "seconds"
      FROM (
        SELECT
          "t20"."case_id",
          "t20"."run",
          "t20"."place",
          "t20"."on",
          "t20"."team",
          "t20"."today",
          "t20"."calendar",
          "t20"."member",
          "t20"."starts",
          "t20"."ends",
          "t20"."waits_for",
          "t20"."state",
          "t20"."turn",
          "t20"."next_own",
          "t20"."next_member",
          CASE
            WHEN (
              "t20"."calendar" IS NULL
            ) OR (
              "t20"."calendar" = ''
            )
            THEN CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t20"."starts")) AS BIGINT)
            ELSE GREATEST(
              "t20"."_before_of_starts",
              LEAST(
                CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t20"."starts")) AS BIGINT) - "t20"."_idle_1_of_starts",
                "t20"."_done_1_of_starts"
              )
            )
          END AS "_before",
          CASE
            WHEN (
              "t20"."calendar" IS NULL
            ) OR (
              "t20"."calendar" = ''
            )
            THEN CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t20"."ends")) AS BIGINT)
            ELSE GREATEST(
              "t20"."_before_of_ends",
              LEAST(
                CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t20"."ends")) AS BIGINT) - "t20"."_idle_1_of_ends",
                "t20"."_done_1_of_ends"
              )
            )
          END AS "_until"
        FROM (
          SELECT
            "t19"."case_id",
            "t19"."run",
            "t19"."place",
            "t19"."on",
            "t19"."team",
            "t19"."today",
            "t19"."calendar",
            "t19"."member",
            "t19"."starts",
            "t19"."ends",
            "t19"."waits_for",
            "t19"."state",
            "t19"."turn",
            "t19"."next_own",
            "t19"."next_member",
            "t9"."_calendar_of_starts",
            "t9"."_utc_day_of_starts",
            "t9"."_before_of_starts",
            "t9"."_cell_seconds_of_starts",
            "t9"."_idle_1_of_starts",
            "t9"."_done_1_of_starts",
            "t10"."_calendar_of_ends",
            "t10"."_utc_day_of_ends",
            "t10"."_before_of_ends",
            "t10"."_cell_seconds_of_ends",
            "t10"."_idle_1_of_ends",
            "t10"."_done_1_of_ends"
          FROM (
            SELECT
              "t17"."case_id",
              "t17"."run",
              "t17"."place",
              "t17"."on",
              "t17"."team",
              "t17"."today",
              "t17"."own" AS "calendar",
              "t17"."member",
              "t17"."at" AS "starts",
              "t17"."next_at" AS "ends",
              CASE
                WHEN "t17"."still"
                THEN CASE WHEN "t17"."for_customer" THEN 'customer' ELSE 'other' END
                ELSE ''
              END AS "waits_for",
              CASE
                WHEN "t17"."last"
                THEN CASE WHEN "t17"."still" THEN 'paused' ELSE 'running' END
                ELSE COALESCE("t17"."ends_as", '')
              END AS "state",
              COALESCE("t17"."team", '') AS "turn",
              "t17"."own" AS "next_own",
              CASE WHEN "t17"."last" THEN "t17"."member" ELSE "t17"."next_member" END AS "next_member"
            FROM (
              SELECT
                "t16"."case_id",
                "t16"."place",
                "t16"."kind",
                "t16"."at",
                "t16"."next_kind",
                "t16"."next_at",
                "t16"."provider",
                "t16"."site",
                "t16"."service",
                "t16"."zone",
                "t16"."priority_now",
                "t16"."team_now",
                "t16"."step",
                "t16"."team",
                "t16"."priority",
                "t16"."calendar",
                "t16"."state",
                "t16"."last",
                "t16"."own",
                "t16"."member",
                "t16"."for_customer",
                "t16"."on",
                "t16"."paused",
                "t16"."run",
                "t16"."still",
                "t16"."ends_as",
                "t16"."next_member",
                COALESCE(
                  COALESCE(
                    "t16"."priority_now",
                    MAX(CASE WHEN "t16"."last" THEN "t16"."priority" ELSE NULL END) OVER (
                      PARTITION BY "t16"."case_id"
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    )
                  ),
                  ''
                ) AS "today"
              FROM (
                SELECT
                  "t15"."case_id",
                  "t15"."place",
                  "t15"."kind",
                  "t15"."at",
                  "t15"."next_kind",
                  "t15"."next_at",
                  "t15"."provider",
                  "t15"."site",
                  "t15"."service",
                  "t15"."zone",
                  "t15"."priority_now",
                  "t15"."team_now",
                  "t15"."step",
                  "t15"."team",
                  "t15"."priority",
                  "t15"."calendar",
                  "t15"."state",
                  "t15"."last",
                  "t15"."own",
                  "t15"."member",
                  "t15"."for_customer",
                  "t15"."on",
                  "t15"."paused",
                  SUM(
                    CASE
                      WHEN "t15"."_ends" AND (
                        NOT (
                          "t15"."_stops"
                        ) OR "t15"."_cancels" OR FALSE
                      )
                      THEN 1
                      ELSE 0
                    END
                  ) OVER (
                    PARTITION BY "t15"."case_id"
                    ORDER BY "t15"."place" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                  ) + 1 AS "run",
                  "t15"."on"
                  AND (
                    COALESCE(
                      (
                        ARRAY_AGG(
                          CASE
                            WHEN NOT (
                              "t15"."on"
                            )
                            THEN CAST(NULL AS BIGINT)
                            WHEN "t15"."paused"
                            AND (
                              "t15"."kind" IN (
                                'opened',
                                'working',
                                'waiting_on_customer',
                                'waiting_on_other',
                                'resumed',
                                'resolved',
                                'reopened',
                                'closed',
                                'cancelled',
                                'merged'
                              )
                              OR NOT (
                                "t15"."_paused_before"
                              )
                              OR (
                                (
                                  NOT (
                                    "t15"."_was"
                                  ) OR "t15"."_ends"
                                ) AND NOT (
                                  "t15"."_resumes"
                                )
                              )
                            )
                            THEN 1
                            WHEN NOT (
                              "t15"."_was"
                            ) OR "t15"."_ends" OR "t15"."_resumes"
                            THEN 0
                            ELSE NULL
                          END
                        ) FILTER(WHERE
                          NOT CASE
                            WHEN NOT (
                              "t15"."on"
                            )
                            THEN CAST(NULL AS BIGINT)
                            WHEN "t15"."paused"
                            AND (
                              "t15"."kind" IN (
                                'opened',
                                'working',
                                'waiting_on_customer',
                                'waiting_on_other',
                                'resumed',
                                'resolved',
                                'reopened',
                                'closed',
                                'cancelled',
                                'merged'
                              )
                              OR NOT (
                                "t15"."_paused_before"
                              )
                              OR (
                                (
                                  NOT (
                                    "t15"."_was"
                                  ) OR "t15"."_ends"
                                ) AND NOT (
                                  "t15"."_resumes"
                                )
                              )
                            )
                            THEN 1
                            WHEN NOT (
                              "t15"."_was"
                            ) OR "t15"."_ends" OR "t15"."_resumes"
                            THEN 0
                            ELSE NULL
                          END IS NULL) OVER (
                          PARTITION BY "t15"."case_id"
                          ORDER BY "t15"."place" ASC
                          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                        )
                      )[CAST(COUNT(
                        CASE
                          WHEN NOT (
                            "t15"."on"
                          )
                          THEN CAST(NULL AS BIGINT)
                          WHEN "t15"."paused"
                          AND (
                            "t15"."kind" IN (
                              'opened',
                              'working',
                              'waiting_on_customer',
                              'waiting_on_other',
                              'resumed',
                              'resolved',
                              'reopened',
                              'closed',
                              'cancelled',
                              'merged'
                            )
                            OR NOT (
                              "t15"."_paused_before"
                            )
                            OR (
                              (
                                NOT (
                                  "t15"."_was"
                                ) OR "t15"."_ends"
                              ) AND NOT (
                                "t15"."_resumes"
                              )
                            )
                          )
                          THEN 1
                          WHEN NOT (
                            "t15"."_was"
                          ) OR "t15"."_ends" OR "t15"."_resumes"
                          THEN 0
                          ELSE NULL
                        END
                      ) OVER (
                        PARTITION BY "t15"."case_id"
                        ORDER BY "t15"."place" ASC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                      ) AS INT)],
                      0
                    ) = 1
                  ) AS "still",
                  LEAD("t15"."_ended") OVER (
                    PARTITION BY "t15"."case_id"
                    ORDER BY "t15"."place" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) AS "ends_as",
                  LEAD("t15"."member") OVER (
                    PARTITION BY "t15"."case_id"
                    ORDER BY "t15"."place" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) AS "next_member"
                FROM (
                  SELECT
                    "t14"."case_id",
                    "t14"."place",
                    "t14"."kind",
                    "t14"."at",
                    "t14"."next_kind",
                    "t14"."next_at",
                    "t14"."provider",
                    "t14"."site",
                    "t14"."service",
                    "t14"."zone",
                    "t14"."priority_now",
                    "t14"."team_now",
                    "t14"."step",
                    "t14"."team",
                    "t14"."priority",
                    "t14"."calendar",
                    "t14"."state",
                    "t14"."last",
                    "t14"."own",
                    "t14"."member",
                    "t14"."for_customer",
                    "t14"."paused",
                    "t14"."_starts",
                    "t14"."_stops",
                    "t14"."_cancels",
                    "t14"."_resumes",
                    "t14"."_resets",
                    "t14"."_off",
                    "t14"."_lapses",
                    "t14"."_reopens",
                    "t14"."on",
                    "t14"."_was",
                    "t14"."_team_before",
                    "t14"."_ends",
                    "t14"."_ended",
                    COALESCE(
                      LAG("t14"."paused") OVER (
                        PARTITION BY "t14"."case_id"
                        ORDER BY "t14"."place" ASC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                      ),
                      FALSE
                    ) AS "_paused_before"
                  FROM (
                    SELECT
                      "t13"."case_id",
                      "t13"."place",
                      "t13"."kind",
                      "t13"."at",
                      "t13"."next_kind",
                      "t13"."next_at",
                      "t13"."provider",
                      "t13"."site",
                      "t13"."service",
                      "t13"."zone",
                      "t13"."priority_now",
                      "t13"."team_now",
                      "t13"."step",
                      "t13"."team",
                      "t13"."priority",
                      "t13"."calendar",
                      "t13"."state",
                      "t13"."last",
                      "t13"."own",
                      "t13"."member",
                      "t13"."for_customer",
                      "t13"."paused",
                      "t13"."_starts",
                      "t13"."_stops",
                      "t13"."_cancels",
                      "t13"."_resumes",
                      "t13"."_resets",
                      "t13"."_off",
                      "t13"."_lapses",
                      "t13"."_reopens",
                      "t13"."on",
                      "t13"."_was",
                      "t13"."_team_before",
                      "t13"."_was"
                      AND (
                        "t13"."_off"
                        OR "t13"."_lapses"
                        OR "t13"."_resets"
                        OR (
                          (
                            COALESCE("t13"."team", '') <> COALESCE("t13"."_team_before", '')
                          ) AND FALSE
                        )
                      ) AS "_ends",
                      CASE
                        WHEN "t13"."_was"
                        AND (
                          "t13"."_off"
                          OR "t13"."_lapses"
                          OR "t13"."_resets"
                          OR (
                            (
                              COALESCE("t13"."team", '') <> COALESCE("t13"."_team_before", '')
                            ) AND FALSE
                          )
                        )
                        THEN CASE
                          WHEN "t13"."_cancels"
                          OR (
                            NOT (
                              "t13"."_stops"
                            )
                            AND (
                              "t13"."_lapses" OR (
                                "t13"."_resets" AND TRUE
                              )
                            )
                          )
                          THEN 'cancelled'
                          ELSE 'stopped'
                        END
                        ELSE NULL
                      END AS "_ended"
                    FROM (
                      SELECT
                        "t12"."case_id",
                        "t12"."place",
                        "t12"."kind",
                        "t12"."at",
                        "t12"."next_kind",
                        "t12"."next_at",
                        "t12"."provider",
                        "t12"."site",
                        "t12"."service",
                        "t12"."zone",
                        "t12"."priority_now",
                        "t12"."team_now",
                        "t12"."step",
                        "t12"."team",
                        "t12"."priority",
                        "t12"."calendar",
                        "t12"."state",
                        "t12"."last",
                        "t12"."own",
                        "t12"."member",
                        "t12"."for_customer",
                        "t12"."paused",
                        "t12"."_starts",
                        "t12"."_stops",
                        "t12"."_cancels",
                        "t12"."_resumes",
                        "t12"."_resets",
                        "t12"."_off",
                        "t12"."_lapses",
                        "t12"."_reopens",
                        COALESCE(
                          (
                            (
                              (
                                MAX(
                                  (
                                    "t12"."place" * 4
                                  ) + CASE
                                    WHEN "t12"."_reopens"
                                    THEN 2
                                    WHEN "t12"."_off"
                                    THEN 0
                                    WHEN "t12"."_starts"
                                    THEN 1
                                    ELSE CAST(NULL AS BIGINT)
                                  END
                                ) OVER (
                                  PARTITION BY "t12"."case_id"
                                  ORDER BY "t12"."place" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                                ) % 4
                              ) = 1
                            )
                            AND (
                              0 < MAX(
                                (
                                  "t12"."place" * 4
                                ) + CASE
                                  WHEN "t12"."_reopens"
                                  THEN 2
                                  WHEN "t12"."_off"
                                  THEN 0
                                  WHEN "t12"."_starts"
                                  THEN 1
                                  ELSE CAST(NULL AS BIGINT)
                                END
                              ) OVER (
                                PARTITION BY "t12"."case_id"
                                ORDER BY "t12"."place" ASC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                              )
                            )
                          )
                          OR (
                            (
                              (
                                MAX(
                                  (
                                    "t12"."place" * 4
                                  ) + CASE
                                    WHEN "t12"."_reopens"
                                    THEN 2
                                    WHEN "t12"."_off"
                                    THEN 0
                                    WHEN "t12"."_starts"
                                    THEN 1
                                    ELSE CAST(NULL AS BIGINT)
                                  END
                                ) OVER (
                                  PARTITION BY "t12"."case_id"
                                  ORDER BY "t12"."place" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                                ) % 4
                              ) = 2
                            )
                            AND (
                              MAX(
                                (
                                  "t12"."place" * 4
                                ) + CASE
                                  WHEN "t12"."_reopens"
                                  THEN 2
                                  WHEN "t12"."_off"
                                  THEN 0
                                  WHEN "t12"."_starts"
                                  THEN 1
                                  ELSE CAST(NULL AS BIGINT)
                                END
                              ) OVER (
                                PARTITION BY "t12"."case_id"
                                ORDER BY "t12"."place" ASC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                              ) < (
                                (
                                  "t12"."place" * 4
                                ) - 0
                              )
                            )
                            AND (
                              0 < (
                                MAX(
                                  (
                                    "t12"."place" * 4
                                  ) + CASE
                                    WHEN "t12"."_reopens"
                                    THEN 2
                                    WHEN "t12"."_off"
                                    THEN 0
                                    WHEN "t12"."_starts"
                                    THEN 1
                                    ELSE CAST(NULL AS BIGINT)
                                  END
                                ) OVER (
                                  PARTITION BY "t12"."case_id"
                                  ORDER BY "t12"."place" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                                ) + 4
                              )
                            )
                          ),
                          FALSE
                        ) AS "on",
                        COALESCE(
                          (
                            (
                              (
                                MAX(
                                  (
                                    "t12"."place" * 4
                                  ) + CASE
                                    WHEN "t12"."_reopens"
                                    THEN 2
                                    WHEN "t12"."_off"
                                    THEN 0
                                    WHEN "t12"."_starts"
                                    THEN 1
                                    ELSE CAST(NULL AS BIGINT)
                                  END
                                ) OVER (
                                  PARTITION BY "t12"."case_id"
                                  ORDER BY "t12"."place" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                                ) % 4
                              ) = 1
                            )
                            AND (
                              0 < MAX(
                                (
                                  "t12"."place" * 4
                                ) + CASE
                                  WHEN "t12"."_reopens"
                                  THEN 2
                                  WHEN "t12"."_off"
                                  THEN 0
                                  WHEN "t12"."_starts"
                                  THEN 1
                                  ELSE CAST(NULL AS BIGINT)
                                END
                              ) OVER (
                                PARTITION BY "t12"."case_id"
                                ORDER BY "t12"."place" ASC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                              )
                            )
                          )
                          OR (
                            (
                              (
                                MAX(
                                  (
                                    "t12"."place" * 4
                                  ) + CASE
                                    WHEN "t12"."_reopens"
                                    THEN 2
                                    WHEN "t12"."_off"
                                    THEN 0
                                    WHEN "t12"."_starts"
                                    THEN 1
                                    ELSE CAST(NULL AS BIGINT)
                                  END
                                ) OVER (
                                  PARTITION BY "t12"."case_id"
                                  ORDER BY "t12"."place" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                                ) % 4
                              ) = 2
                            )
                            AND (
                              MAX(
                                (
                                  "t12"."place" * 4
                                ) + CASE
                                  WHEN "t12"."_reopens"
                                  THEN 2
                                  WHEN "t12"."_off"
                                  THEN 0
                                  WHEN "t12"."_starts"
                                  THEN 1
                                  ELSE CAST(NULL AS BIGINT)
                                END
                              ) OVER (
                                PARTITION BY "t12"."case_id"
                                ORDER BY "t12"."place" ASC
                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                              ) < (
                                (
                                  "t12"."place" * 4
                                ) - 4
                              )
                            )
                            AND (
                              0 < (
                                MAX(
                                  (
                                    "t12"."place" * 4
                                  ) + CASE
                                    WHEN "t12"."_reopens"
                                    THEN 2
                                    WHEN "t12"."_off"
                                    THEN 0
                                    WHEN "t12"."_starts"
                                    THEN 1
                                    ELSE CAST(NULL AS BIGINT)
                                  END
                                ) OVER (
                                  PARTITION BY "t12"."case_id"
                                  ORDER BY "t12"."place" ASC
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 preceding
                                ) + 4
                              )
                            )
                          ),
                          FALSE
                        ) AS "_was",
                        LAG("t12"."team") OVER (
                          PARTITION BY "t12"."case_id"
                          ORDER BY "t12"."place" ASC
                          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                        ) AS "_team_before"
                      FROM (
                        SELECT
                          "t11"."case_id",
                          "t11"."place",
                          "t11"."kind",
                          "t11"."at",
                          "t11"."next_kind",
                          "t11"."next_at",
                          "t11"."provider",
                          "t11"."site",
                          "t11"."service",
                          "t11"."zone",
                          "t11"."priority_now",
                          "t11"."team_now",
                          "t11"."step",
                          "t11"."team",
                          "t11"."priority",
                          "t11"."calendar",
                          "t11"."state",
                          "t11"."last",
                          "t11"."own",
                          "t11"."member",
                          "t11"."for_customer",
                          "t11"."paused",
                          "t11"."_starts",
                          "t11"."_stops",
                          "t11"."_cancels",
                          "t11"."_resumes",
                          "t11"."_resets",
                          "t11"."_cancels" OR "t11"."_stops" AS "_off",
                          FALSE AS "_lapses",
                          "t11"."_stops" AND COALESCE("t11"."next_kind" = 'reopened', FALSE) AS "_reopens"
                        FROM (
                          SELECT
                            "t2"."case_id",
                            "t2"."place",
                            "t2"."kind",
                            "t2"."at",
                            "t2"."next_kind",
                            "t2"."next_at",
                            "t2"."provider",
                            "t2"."site",
                            "t2"."service",
                            "t2"."zone",
                            "t2"."priority_now",
                            "t2"."team_now",
                            "t2"."step",
                            "t2"."team",
                            "t2"."priority",
                            "t2"."calendar",
                            "t2"."state",
                            "t2"."last",
                            'office' AS "own",
                            COALESCE("t2"."priority", '') AS "member",
                            "t2"."step" = 'waiting_on_customer' AS "for_customer",
                            FALSE
                            OR (
                              (
                                "t2"."kind" = 'waiting_on_customer'
                              )
                              OR (
                                "t2"."step" = 'waiting_on_customer'
                              )
                            ) AS "paused",
                            FALSE
                            OR (
                              (
                                "t2"."kind" = 'opened'
                              ) OR (
                                "t2"."step" = 'opened'
                              )
                            ) AS "_starts",
                            FALSE
                            OR (
                              (
                                "t2"."kind" = 'resolved'
                              ) OR (
                                "t2"."step" = 'resolved'
                              )
                            )
                            OR (
                              (
                                "t2"."kind" = 'cancelled'
                              ) OR (
                                "t2"."step" = 'cancelled'
                              )
                            )
                            OR FALSE AS "_stops",
                            FALSE OR (
                              "t2"."step" = 'merged'
                            ) AS "_cancels",
                            FALSE
                            OR (
                              (
                                "t2"."kind" = 'customer_replied'
                              ) OR (
                                "t2"."step" = 'customer_replied'
                              )
                            )
                            OR (
                              (
                                "t2"."kind" = 'resumed'
                              ) OR (
                                "t2"."step" = 'resumed'
                              )
                            ) AS "_resumes",
                            FALSE AS "_resets"
                          FROM "moments" AS "t2"
                        ) AS "t11"
                      ) AS "t12"
                    ) AS "t13"
                  ) AS "t14"
                ) AS "t15"
              ) AS "t16"
            ) AS "t17"
            WHERE
              "t17"."on"
          ) AS "t19"
          LEFT OUTER JOIN (
            SELECT
              "t1"."calendar" AS "_calendar_of_starts",
              "t1"."utc_day" AS "_utc_day_of_starts",
              "t1"."before" AS "_before_of_starts",
              "t1"."cell_seconds" AS "_cell_seconds_of_starts",
              "t1"."idle_1" AS "_idle_1_of_starts",
              "t1"."done_1" AS "_done_1_of_starts"
            FROM "calendar_day" AS "t1"
          ) AS "t9"
            ON "t19"."calendar" = "t9"."_calendar_of_starts"
            AND DATE("t19"."starts") = "t9"."_utc_day_of_starts"
          LEFT OUTER JOIN (
            SELECT
              "t1"."calendar" AS "_calendar_of_ends",
              "t1"."utc_day" AS "_utc_day_of_ends",
              "t1"."before" AS "_before_of_ends",
              "t1"."cell_seconds" AS "_cell_seconds_of_ends",
              "t1"."idle_1" AS "_idle_1_of_ends",
              "t1"."done_1" AS "_done_1_of_ends"
            FROM "calendar_day" AS "t1"
          ) AS "t10"
            ON "t19"."calendar" = "t10"."_calendar_of_ends"
            AND DATE("t19"."ends") = "t10"."_utc_day_of_ends"
        ) AS "t20"
      ) AS "t21"
    ) AS "t22"
  ) AS "t23"
), "t27" AS (
  SELECT
    "t25"."case_id",
    "t25"."run",
    MIN("t25"."starts") AS "started_at",
    MAX("t25"."ends") AS "_until",
    (
      ARRAY_AGG("t25"."state" ORDER BY "t25"."place" DESC NULLS LAST) FILTER(WHERE
        "t25"."place" IS NOT NULL)
    )[1] AS "state",
    (
      ARRAY_AGG("t25"."turn" ORDER BY "t25"."place" DESC NULLS LAST) FILTER(WHERE
        "t25"."place" IS NOT NULL)
    )[1] AS "_team",
    MAX("t25"."calendar") AS "calendar",
    MAX("t25"."calendar") AS "_last_by",
    (
      ARRAY_AGG("t25"."next_member" ORDER BY "t25"."place" DESC NULLS LAST) FILTER(WHERE
        "t25"."place" IS NOT NULL)
    )[1] AS "_held_to",
    SUM(CASE WHEN "t25"."waits_for" = '' THEN "t25"."seconds" ELSE 0 END) AS "_ran",
    SUM(CASE WHEN "t25"."waits_for" = 'customer' THEN "t25"."seconds" ELSE 0 END) AS "waited_customer",
    SUM(CASE WHEN "t25"."waits_for" = 'other' THEN "t25"."seconds" ELSE 0 END) AS "waited_other"
  FROM "parts of resolution" AS "t25"
  GROUP BY
    1,
    2
)
SELECT
  "t45"."case_id",
  "t45"."state",
  "t45"."team",
  "t45"."calendar",
  "t45"."target_seconds",
  "t45"."started_at",
  "t45"."stopped_at",
  "t45"."due_at",
  'resolution' AS "clock",
  "t45"."run" AS "number",
  "t45"."held_to" AS "priority",
  CASE WHEN "t45"."stopped_at" IS NOT NULL THEN "t45"."ran" ELSE NULL END AS "elapsed_seconds",
  CASE WHEN "t45"."stopped_at" IS NOT NULL THEN "t45"."waited_customer" ELSE NULL END AS "customer_seconds",
  CASE WHEN "t45"."stopped_at" IS NOT NULL THEN "t45"."waited_other" ELSE NULL END AS "other_seconds",
  CASE
    WHEN "t45"."stopped_at" IS NOT NULL
    THEN CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t45"."stopped_at")) AS BIGINT) - CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t45"."started_at")) AS BIGINT)
    ELSE NULL
  END AS "actual_seconds",
  CASE
    WHEN (
      "t45"."state" = 'stopped'
    ) AND (
      "t45"."target_seconds" IS NOT NULL
    )
    THEN "t45"."ran" <= "t45"."target_seconds"
    ELSE NULL
  END AS "on_time"
FROM (
  SELECT
    "t44"."case_id",
    "t44"."run",
    "t44"."started_at",
    "t44"."_until",
    "t44"."state",
    "t44"."_team",
    "t44"."calendar",
    "t44"."_last_by",
    "t44"."_held_to",
    "t44"."_ran",
    "t44"."waited_customer",
    "t44"."waited_other",
    "t44"."team",
    "t44"."stopped_at",
    "t44"."ran",
    "t44"."held_to",
    "t44"."target_seconds",
    "t44"."_start",
    "t44"."_by",
    "t44"."_rest",
    DATE_TRUNC('SECOND', "t44"."_start") + MAKE_INTERVAL(
      secs => CAST(CASE
        WHEN "t44"."_rest" <= 0
        THEN 0
        WHEN (
          "t44"."_by" IS NULL
        ) OR (
          "t44"."_by" = ''
        )
        THEN "t44"."_rest"
        ELSE CASE
          WHEN (
            "t44"."_used_up" - (
              "t44"."_cell" * "t44"."_step"
            )
          ) <= "t7"."_in_lasts"
          THEN "t7"."_in_starts" + (
            "t44"."_used_up" - (
              "t44"."_cell" * "t44"."_step"
            )
          )
          ELSE (
            "t7"."_in_goes_on" + (
              "t44"."_used_up" - (
                "t44"."_cell" * "t44"."_step"
              )
            )
          ) - "t7"."_in_lasts"
        END - CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t44"."_start")) AS BIGINT)
      END AS DOUBLE PRECISION)
    ) AS "due_at"
  FROM (
    SELECT
      "t42"."case_id",
      "t42"."run",
      "t42"."started_at",
      "t42"."_until",
      "t42"."state",
      "t42"."_team",
      "t42"."calendar",
      "t42"."_last_by",
      "t42"."_held_to",
      "t42"."_ran",
      "t42"."waited_customer",
      "t42"."waited_other",
      "t42"."team",
      "t42"."stopped_at",
      "t42"."ran",
      "t42"."held_to",
      "t42"."target_seconds",
      "t42"."_start",
      "t42"."_by",
      "t42"."_rest",
      CASE
        WHEN (
          "t42"."_by" IS NULL
        ) OR (
          "t42"."_by" = ''
        )
        THEN CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t42"."_start")) AS BIGINT)
        ELSE GREATEST(
          "t42"."_before_of__start",
          LEAST(
            CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t42"."_start")) AS BIGINT) - "t42"."_idle_1_of__start",
            "t42"."_done_1_of__start"
          )
        )
      END + "t42"."_rest" AS "_used_up",
      "t42"."_cell_seconds_of__start" AS "_step",
      CAST(FLOOR(
        CAST((
          (
            CASE
              WHEN (
                "t42"."_by" IS NULL
              ) OR (
                "t42"."_by" = ''
              )
              THEN CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t42"."_start")) AS BIGINT)
              ELSE GREATEST(
                "t42"."_before_of__start",
                LEAST(
                  CAST(EXTRACT('epoch' FROM DATE_TRUNC('SECOND', "t42"."_start")) AS BIGINT) - "t42"."_idle_1_of__start",
                  "t42"."_done_1_of__start"
                )
              )
            END + "t42"."_rest"
          ) - 1
        ) AS DOUBLE PRECISION) / (
          "t42"."_cell_seconds_of__start"
        )
      ) AS BIGINT) AS "_cell"
    FROM (
      SELECT
        "t41"."case_id",
        "t41"."run",
        "t41"."started_at",
        "t41"."_until",
        "t41"."state",
        "t41"."_team",
        "t41"."calendar",
        "t41"."_last_by",
        "t41"."_held_to",
        "t41"."_ran",
        "t41"."waited_customer",
        "t41"."waited_other",
        "t41"."team",
        "t41"."stopped_at",
        "t41"."ran",
        "t41"."held_to",
        "t41"."target_seconds",
        "t41"."_start",
        "t41"."_by",
        "t41"."_rest",
        "t8"."_calendar_of__start",
        "t8"."_utc_day_of__start",
        "t8"."_before_of__start",
        "t8"."_cell_seconds_of__start",
        "t8"."_idle_1_of__start",
        "t8"."_done_1_of__start"
      FROM (
        SELECT
          "t30"."case_id",
          "t30"."run",
          "t30"."started_at",
          "t30"."_until",
          "t30"."state",
          "t30"."_team",
          "t30"."calendar",
          "t30"."_last_by",
          "t30"."_held_to",
          "t30"."_ran",
          "t30"."waited_customer",
          "t30"."waited_other",
          "t30"."team",
          "t30"."stopped_at",
          "t30"."ran",
          "t30"."held_to",
          "t30"."target_seconds",
          CASE WHEN "t38"."_from" IS NOT NULL THEN "t38"."_from" ELSE "t30"."stopped_at" END AS "_start",
          CASE WHEN "t38"."_from" IS NOT NULL THEN "t38"."_by" ELSE "t30"."_last_by" END AS "_by",
          CASE
            WHEN "t38"."_from" IS NOT NULL
            THEN "t38"."_left"
            ELSE "t30"."target_seconds" - "t30"."_ran"
          END AS "_rest"
        FROM (
          SELECT
            "t28"."case_id",
            "t28"."run",
            "t28"."started_at",
            "t28"."_until",
            "t28"."state",
            "t28"."_team",
            "t28"."calendar",
            "t28"."_last_by",
            "t28"."_held_to",
            "t28"."_ran",
            "t28"."waited_customer",
            "t28"."waited_other",
            NULLIF("t28"."_team", '') AS "team",
            CASE WHEN "t28"."state" IN ('running', 'paused') THEN NULL ELSE "t28"."_until" END AS "stopped_at",
            "t28"."_ran" - (
              "t28"."_ran" % 1
            ) AS "ran",
            NULLIF("t28"."_held_to", '') AS "held_to",
            CASE WHEN "t28"."_held_to" = 'P1' THEN 14400 ELSE 57600 END AS "target_seconds"
          FROM "t27" AS "t28"
        ) AS "t30"
        LEFT OUTER JOIN (
          SELECT
            "t36"."case_id" AS "_of",
            "t36"."run" AS "_number",
            (
              ARRAY_AGG("t36"."starts" ORDER BY "t36"."place" ASC) FILTER(WHERE
                "t36"."place" IS NOT NULL)
            )[1] AS "_from",
            (
              ARRAY_AGG("t36"."calendar" ORDER BY "t36"."place" ASC) FILTER(WHERE
                "t36"."place" IS NOT NULL)
            )[1] AS "_by",
            (
              ARRAY_AGG("t36"."_left" + COALESCE("t36"."seconds", 0) ORDER BY "t36"."place" ASC) FILTER(WHERE
                "t36"."place" IS NOT NULL)
            )[1] AS "_left"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t34"."case_id",
                "t34"."run",
                "t34"."place",
                "t34"."on",
                "t34"."team",
                "t34"."today",
                "t34"."calendar",
                "t34"."member",
                "t34"."starts",
                "t34"."ends",
                "t34"."waits_for",
                "t34"."state",
                "t34"."turn",
                "t34"."next_own",
                "t34"."next_member",
                "t34"."seconds",
                "t34"."_of",
                "t34"."_number",
                "t34"."_target",
                "t34"."_target" - SUM(COALESCE("t34"."seconds", 0)) OVER (
                  PARTITION BY "t34"."case_id", "t34"."run"
                  ORDER BY "t34"."place" ASC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS "_left"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t26"."case_id",
                    "t26"."run",
                    "t26"."place",
                    "t26"."on",
                    "t26"."team",
                    "t26"."today",
                    "t26"."calendar",
                    "t26"."member",
                    "t26"."starts",
                    "t26"."ends",
                    "t26"."waits_for",
                    "t26"."state",
                    "t26"."turn",
                    "t26"."next_own",
                    "t26"."next_member",
                    "t26"."seconds",
                    "t32"."_of",
                    "t32"."_number",
                    "t32"."_target"
                  FROM "parts of resolution" AS "t26"
                  INNER JOIN (
                    SELECT
                      "t28"."case_id" AS "_of",
                      "t28"."run" AS "_number",
                      CASE WHEN "t28"."_held_to" = 'P1' THEN 14400 ELSE 57600 END AS "_target"
                    FROM "t27" AS "t28"
                    WHERE
                      CASE WHEN "t28"."_held_to" = 'P1' THEN 14400 ELSE 57600 END IS NOT NULL
                      AND (
                        (
                          CASE WHEN "t28"."state" IN ('running', 'paused') THEN NULL ELSE "t28"."_until" END IS NULL
                        )
                        OR (
                          "t28"."_ran" >= CASE WHEN "t28"."_held_to" = 'P1' THEN 14400 ELSE 57600 END
                        )
                      )
                  ) AS "t32"
                    ON "t26"."case_id" = "t32"."_of" AND "t26"."run" = "t32"."_number"
                ) AS "t33"
                WHERE
                  "t33"."waits_for" = ''
              ) AS "t34"
            ) AS "t35"
            WHERE
              (
                "t35"."seconds" IS NULL
              ) OR (
                "t35"."_left" <= 0
              )
          ) AS "t36"
          GROUP BY
            1,
            2
        ) AS "t38"
          ON "t30"."case_id" = "t38"."_of" AND "t30"."run" = "t38"."_number"
      ) AS "t41"
      LEFT OUTER JOIN (
        SELECT
          "t1"."calendar" AS "_calendar_of__start",
          "t1"."utc_day" AS "_utc_day_of__start",
          "t1"."before" AS "_before_of__start",
          "t1"."cell_seconds" AS "_cell_seconds_of__start",
          "t1"."idle_1" AS "_idle_1_of__start",
          "t1"."done_1" AS "_done_1_of__start"
        FROM "calendar_day" AS "t1"
      ) AS "t8"
        ON "t41"."_by" = "t8"."_calendar_of__start"
        AND DATE("t41"."_start") = "t8"."_utc_day_of__start"
    ) AS "t42"
  ) AS "t44"
  LEFT OUTER JOIN (
    SELECT
      "t0"."calendar" AS "_in_calendar",
      "t0"."cell" AS "_in_cell",
      "t0"."starts" AS "_in_starts",
      "t0"."lasts" AS "_in_lasts",
      "t0"."goes_on" AS "_in_goes_on"
    FROM "calendar_cell" AS "t0"
  ) AS "t7"
    ON "t44"."_by" = "t7"."_in_calendar" AND "t44"."_cell" = "t7"."_in_cell"
) AS "t45";
