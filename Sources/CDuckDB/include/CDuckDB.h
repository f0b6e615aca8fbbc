// The part of DuckDB's C API that Broadsheet calls, resolved at run time: nothing is linked.
//
// The declarations are our own; their layouts and signatures are those of DuckDB's stable C API (1.0 and later).

#ifndef BROADSHEET_CDUCKDB_H
#define BROADSHEET_CDUCKDB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct broadsheet_duckdb_database *broadsheet_duckdb_database;
typedef struct broadsheet_duckdb_config *broadsheet_duckdb_config;
typedef struct broadsheet_duckdb_connection *broadsheet_duckdb_connection;
typedef struct broadsheet_duckdb_statement *broadsheet_duckdb_statement;
typedef struct broadsheet_duckdb_appender *broadsheet_duckdb_appender;
typedef struct broadsheet_duckdb_type *broadsheet_duckdb_type;
typedef struct broadsheet_duckdb_chunk *broadsheet_duckdb_chunk;
typedef struct broadsheet_duckdb_vector *broadsheet_duckdb_vector;
typedef struct broadsheet_duckdb_table_function *broadsheet_duckdb_table_function;
/// What a table function is told, or asked, when a query is planned, begins, and wants rows.
typedef struct broadsheet_duckdb_bind_info *broadsheet_duckdb_bind_info;
typedef struct broadsheet_duckdb_init_info *broadsheet_duckdb_init_info;
typedef struct broadsheet_duckdb_function_info *broadsheet_duckdb_function_info;

/// Results are values that the caller holds; only the last field means something.
typedef struct {
    uint64_t unused_counts[3];
    void *_Nullable unused_columns;
    char *_Nullable unused_error;
    void *_Nullable internal;
} broadsheet_duckdb_result;

/// A 128-bit integer: upper * 2^64 + lower.
typedef struct {
    uint64_t lower;
    int64_t upper;
} broadsheet_duckdb_hugeint;

typedef struct {
    uint8_t width;
    uint8_t scale;
    broadsheet_duckdb_hugeint value;
} broadsheet_duckdb_decimal;

/// Days since 1970-01-01.
typedef struct {
    int32_t days;
} broadsheet_duckdb_date;

/// A text in a vector: up to 12 bytes lie in the struct itself, longer ones behind the pointer.
typedef struct {
    uint32_t length;
    char prefix[4];
    const char *_Nullable pointer;
} broadsheet_duckdb_string;

/// Type numbers of `duckdb_type`.
enum {
    BROADSHEET_DUCKDB_BOOLEAN = 1,
    BROADSHEET_DUCKDB_TINYINT = 2,
    BROADSHEET_DUCKDB_SMALLINT = 3,
    BROADSHEET_DUCKDB_INTEGER = 4,
    BROADSHEET_DUCKDB_BIGINT = 5,
    BROADSHEET_DUCKDB_UTINYINT = 6,
    BROADSHEET_DUCKDB_USMALLINT = 7,
    BROADSHEET_DUCKDB_UINTEGER = 8,
    BROADSHEET_DUCKDB_UBIGINT = 9,
    BROADSHEET_DUCKDB_FLOAT = 10,
    BROADSHEET_DUCKDB_DOUBLE = 11,
    BROADSHEET_DUCKDB_DATE = 13,
    BROADSHEET_DUCKDB_HUGEINT = 16,
    BROADSHEET_DUCKDB_VARCHAR = 17,
    BROADSHEET_DUCKDB_DECIMAL = 19,
    BROADSHEET_DUCKDB_SQLNULL = 36,
};

/// `duckdb_statement_type` of a SELECT.
enum { BROADSHEET_DUCKDB_STATEMENT_SELECT = 1 };

/// The functions, named as in DuckDB without the prefix. Those that return `int` return 0 when they succeed.
typedef struct {
    const char *_Nullable (*_Nonnull library_version)(void);
    void (*_Nonnull free)(void *_Nullable memory);

    int (*_Nonnull create_config)(broadsheet_duckdb_config _Nullable *_Nonnull config);
    int (*_Nonnull set_config)(broadsheet_duckdb_config _Nullable config, const char *_Nonnull name,
                               const char *_Nonnull value);
    void (*_Nonnull destroy_config)(broadsheet_duckdb_config _Nullable *_Nonnull config);
    int (*_Nonnull open_ext)(const char *_Nullable path, broadsheet_duckdb_database _Nullable *_Nonnull database,
                             broadsheet_duckdb_config _Nullable config, char *_Nullable *_Nonnull error);
    void (*_Nonnull close)(broadsheet_duckdb_database _Nullable *_Nonnull database);
    int (*_Nonnull connect)(broadsheet_duckdb_database _Nullable database,
                            broadsheet_duckdb_connection _Nullable *_Nonnull connection);
    void (*_Nonnull disconnect)(broadsheet_duckdb_connection _Nullable *_Nonnull connection);
    void (*_Nonnull interrupt)(broadsheet_duckdb_connection _Nullable connection);

    int (*_Nonnull prepare)(broadsheet_duckdb_connection _Nullable connection, const char *_Nonnull query,
                            broadsheet_duckdb_statement _Nullable *_Nonnull statement);
    const char *_Nullable (*_Nonnull prepare_error)(broadsheet_duckdb_statement _Nullable statement);
    void (*_Nonnull destroy_prepare)(broadsheet_duckdb_statement _Nullable *_Nonnull statement);
    uint64_t (*_Nonnull nparams)(broadsheet_duckdb_statement _Nullable statement);
    int (*_Nonnull prepared_statement_type)(broadsheet_duckdb_statement _Nullable statement);
    int (*_Nonnull bind_varchar_length)(broadsheet_duckdb_statement _Nullable statement, uint64_t index,
                                        const char *_Nonnull text, uint64_t length);
    int (*_Nonnull bind_int64)(broadsheet_duckdb_statement _Nullable statement, uint64_t index, int64_t value);
    int (*_Nonnull bind_double)(broadsheet_duckdb_statement _Nullable statement, uint64_t index, double value);
    int (*_Nonnull bind_boolean)(broadsheet_duckdb_statement _Nullable statement, uint64_t index, bool value);
    int (*_Nonnull bind_date)(broadsheet_duckdb_statement _Nullable statement, uint64_t index,
                              broadsheet_duckdb_date value);
    int (*_Nonnull bind_decimal)(broadsheet_duckdb_statement _Nullable statement, uint64_t index,
                                 broadsheet_duckdb_decimal value);
    int (*_Nonnull bind_null)(broadsheet_duckdb_statement _Nullable statement, uint64_t index);
    int (*_Nonnull execute_prepared)(broadsheet_duckdb_statement _Nullable statement,
                                     broadsheet_duckdb_result *_Nonnull result);

    const char *_Nullable (*_Nonnull result_error)(broadsheet_duckdb_result *_Nonnull result);
    void (*_Nonnull destroy_result)(broadsheet_duckdb_result *_Nonnull result);
    uint64_t (*_Nonnull column_count)(broadsheet_duckdb_result *_Nonnull result);
    const char *_Nullable (*_Nonnull column_name)(broadsheet_duckdb_result *_Nonnull result, uint64_t column);
    int (*_Nonnull column_type)(broadsheet_duckdb_result *_Nonnull result, uint64_t column);
    broadsheet_duckdb_type _Nullable (*_Nonnull column_logical_type)(broadsheet_duckdb_result *_Nonnull result,
                                                                     uint64_t column);
    uint8_t (*_Nonnull decimal_scale)(broadsheet_duckdb_type _Nullable type);
    int (*_Nonnull decimal_internal_type)(broadsheet_duckdb_type _Nullable type);
    void (*_Nonnull destroy_logical_type)(broadsheet_duckdb_type _Nullable *_Nonnull type);
    broadsheet_duckdb_chunk _Nullable (*_Nonnull fetch_chunk)(broadsheet_duckdb_result result);
    void (*_Nonnull destroy_data_chunk)(broadsheet_duckdb_chunk _Nullable *_Nonnull chunk);
    uint64_t (*_Nonnull data_chunk_get_size)(broadsheet_duckdb_chunk _Nullable chunk);
    broadsheet_duckdb_vector _Nullable (*_Nonnull data_chunk_get_vector)(broadsheet_duckdb_chunk _Nullable chunk,
                                                                         uint64_t column);
    void *_Nullable (*_Nonnull vector_get_data)(broadsheet_duckdb_vector _Nullable vector);
    uint64_t *_Nullable (*_Nonnull vector_get_validity)(broadsheet_duckdb_vector _Nullable vector);

    broadsheet_duckdb_type _Nullable (*_Nonnull create_logical_type)(int type);
    broadsheet_duckdb_type _Nullable (*_Nonnull create_decimal_type)(uint8_t width, uint8_t scale);
    broadsheet_duckdb_chunk _Nullable (*_Nonnull create_data_chunk)(broadsheet_duckdb_type _Nullable *_Nonnull types,
                                                                    uint64_t count);
    void (*_Nonnull data_chunk_reset)(broadsheet_duckdb_chunk _Nullable chunk);
    void (*_Nonnull data_chunk_set_size)(broadsheet_duckdb_chunk _Nullable chunk, uint64_t size);
    void (*_Nonnull vector_ensure_validity_writable)(broadsheet_duckdb_vector _Nullable vector);
    uint64_t (*_Nonnull vector_size)(void);
    int (*_Nonnull appender_create)(broadsheet_duckdb_connection _Nullable connection, const char *_Nullable schema,
                                    const char *_Nonnull table, broadsheet_duckdb_appender _Nullable *_Nonnull appender);
    const char *_Nullable (*_Nonnull appender_error)(broadsheet_duckdb_appender _Nullable appender);
    int (*_Nonnull append_data_chunk)(broadsheet_duckdb_appender _Nullable appender,
                                      broadsheet_duckdb_chunk _Nullable chunk);
    int (*_Nonnull appender_close)(broadsheet_duckdb_appender _Nullable appender);
    int (*_Nonnull appender_destroy)(broadsheet_duckdb_appender _Nullable *_Nonnull appender);

    void (*_Nonnull vector_reference_vector)(broadsheet_duckdb_vector _Nullable to,
                                             broadsheet_duckdb_vector _Nullable from);
    broadsheet_duckdb_table_function _Nullable (*_Nonnull create_table_function)(void);
    void (*_Nonnull destroy_table_function)(broadsheet_duckdb_table_function _Nullable *_Nonnull function);
    void (*_Nonnull table_function_set_name)(broadsheet_duckdb_table_function _Nullable function,
                                             const char *_Nonnull name);
    void (*_Nonnull table_function_set_extra_info)(broadsheet_duckdb_table_function _Nullable function,
                                                   void *_Nullable info, void (*_Nullable destroy)(void *_Nullable));
    void (*_Nonnull table_function_set_bind)(broadsheet_duckdb_table_function _Nullable function,
                                             void (*_Nonnull bind)(broadsheet_duckdb_bind_info _Nullable));
    void (*_Nonnull table_function_set_init)(broadsheet_duckdb_table_function _Nullable function,
                                             void (*_Nonnull init)(broadsheet_duckdb_init_info _Nullable));
    void (*_Nonnull table_function_set_function)(broadsheet_duckdb_table_function _Nullable function,
                                                 void (*_Nonnull rows)(broadsheet_duckdb_function_info _Nullable,
                                                                       broadsheet_duckdb_chunk _Nullable));
    int (*_Nonnull register_table_function)(broadsheet_duckdb_connection _Nullable connection,
                                            broadsheet_duckdb_table_function _Nullable function);
    void *_Nullable (*_Nonnull bind_get_extra_info)(broadsheet_duckdb_bind_info _Nullable info);
    void (*_Nonnull bind_add_result_column)(broadsheet_duckdb_bind_info _Nullable info, const char *_Nonnull name,
                                            broadsheet_duckdb_type _Nullable type);
    void *_Nullable (*_Nonnull function_get_extra_info)(broadsheet_duckdb_function_info _Nullable info);
    void (*_Nonnull function_set_error)(broadsheet_duckdb_function_info _Nullable info, const char *_Nonnull reason);
} broadsheet_duckdb_api;

/// Loads the library at `path` and resolves every function of `api`.
///
/// `preload` is a library that must be in the process before it, or null. Returns false and writes a text to `error`
/// (always ended by a NUL) where the library cannot be loaded or lacks a function. The library is never unloaded.
bool broadsheet_duckdb_load(const char *_Nonnull path, const char *_Nullable preload,
                            broadsheet_duckdb_api *_Nonnull api, char *_Nonnull error, size_t error_size);

#endif
