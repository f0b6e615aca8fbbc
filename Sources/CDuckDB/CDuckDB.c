#include "CDuckDB.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static bool load(const char *path, int flags, void **handle, char *error, size_t error_size) {
    *handle = dlopen(path, flags);
    if (*handle) return true;
    const char *reason = dlerror();
    snprintf(error, error_size, "%s", reason ? reason : "cannot be loaded");
    return false;
}

bool broadsheet_duckdb_load(const char *path, const char *preload, broadsheet_duckdb_api *api, char *error,
                            size_t error_size) {
    if (error_size > 0) error[0] = 0;
    void *handle = NULL;
    // The library of the Python wheel refers to the interpreter's symbols, so they have to be global.
    if (preload && !load(preload, RTLD_NOW | RTLD_GLOBAL, &handle, error, error_size)) return false;
    if (!load(path, RTLD_NOW | RTLD_LOCAL, &handle, error, error_size)) return false;

    // POSIX lets a data pointer hold a function's address; memcpy keeps ISO C content with it.
#define RESOLVE(name)                                                              \
    do {                                                                           \
        void *symbol = dlsym(handle, "duckdb_" #name);                             \
        if (!symbol) {                                                             \
            snprintf(error, error_size, "it has no function duckdb_%s", #name);    \
            return false;                                                          \
        }                                                                          \
        memcpy((void *)&api->name, &symbol, sizeof symbol);                        \
    } while (0)

    RESOLVE(library_version);
    RESOLVE(free);
    RESOLVE(create_config);
    RESOLVE(set_config);
    RESOLVE(destroy_config);
    RESOLVE(open_ext);
    RESOLVE(close);
    RESOLVE(connect);
    RESOLVE(disconnect);
    RESOLVE(interrupt);
    RESOLVE(prepare);
    RESOLVE(prepare_error);
    RESOLVE(destroy_prepare);
    RESOLVE(nparams);
    RESOLVE(prepared_statement_type);
    RESOLVE(bind_varchar_length);
    RESOLVE(bind_int64);
    RESOLVE(bind_double);
    RESOLVE(bind_boolean);
    RESOLVE(bind_date);
    RESOLVE(bind_decimal);
    RESOLVE(bind_null);
    RESOLVE(execute_prepared);
    RESOLVE(result_error);
    RESOLVE(destroy_result);
    RESOLVE(column_count);
    RESOLVE(column_name);
    RESOLVE(column_type);
    RESOLVE(column_logical_type);
    RESOLVE(decimal_scale);
    RESOLVE(decimal_internal_type);
    RESOLVE(destroy_logical_type);
    RESOLVE(fetch_chunk);
    RESOLVE(destroy_data_chunk);
    RESOLVE(data_chunk_get_size);
    RESOLVE(data_chunk_get_vector);
    RESOLVE(vector_get_data);
    RESOLVE(vector_get_validity);
    RESOLVE(create_logical_type);
    RESOLVE(create_decimal_type);
    RESOLVE(create_data_chunk);
    RESOLVE(data_chunk_reset);
    RESOLVE(data_chunk_set_size);
    RESOLVE(vector_ensure_validity_writable);
    RESOLVE(vector_size);
    RESOLVE(appender_create);
    RESOLVE(appender_error);
    RESOLVE(append_data_chunk);
    RESOLVE(appender_close);
    RESOLVE(appender_destroy);
    RESOLVE(vector_reference_vector);
    RESOLVE(create_table_function);
    RESOLVE(destroy_table_function);
    RESOLVE(table_function_set_name);
    RESOLVE(table_function_set_extra_info);
    RESOLVE(table_function_set_bind);
    RESOLVE(table_function_set_init);
    RESOLVE(table_function_set_function);
    RESOLVE(register_table_function);
    RESOLVE(bind_get_extra_info);
    RESOLVE(bind_add_result_column);
    RESOLVE(function_get_extra_info);
    RESOLVE(function_set_error);
#undef RESOLVE
    return true;
}
